package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How real clients ask, and what a broker has to put up with: numbered by tags, byte by byte on raw
 * sockets. {@link QuirksListTest} lists all tests that carry such a number.
 */
class RequestQuirksTest {
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 21600";

  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        TestingBroker.startOnManualTime(
            TestingBroker.profile("reader", true), TestingBroker.profile("cold", false));
    broker.sandbox().cloud().faults().always(Fault.refuse(403, "NoPermission", "No.", null));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Tag("quirk-1")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /credentials/reader?",
        "GET //credentials//reader/",
        "GET http://127.0.0.1:7070/credentials/reader",
        "GET /latest/meta-data/ram/security-credentials/reader?",
        "GET /latest/meta-data/Ram/security-credentials/reader",
        "GET //latest/meta-data/RAM/security-credentials/reader/",
        "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/reader",
        "GET /auth/reader?",
        "GET /aws/reader?"
      })
  void target_isServedAtOnce_howeverAClientWritesIt(String line) throws Exception {
    RawAnswer answer = ask(line + " HTTP/1.1\r\nHost: 127.0.0.1:7070\r\n\r\n");
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.body()).contains("\"AccessKeyId\":\"STS.");
  }

  @Tag("quirk-1")
  @Test
  void bodiesThatBecomePaths_haveNoLineEnd_whenTheyAreSentBack() throws Exception {
    assertThat(get("/profile/reader" + ROLES).body()).isEqualTo("reader");
    assertThat(token()).doesNotContainPattern("\\s");
  }

  /** As captured from the clients named. */
  static Stream<String> requests() {
    return Stream.of(
        // credentials-java 1.0
        """
        GET /credentials/reader HTTP/1.1
        Accept-Encoding: identity
        User-Agent: AlibabaCloud (Linux; amd64) Java/17.0.15 Credentials/1.0.3 TeaDSL/1
        Cache-Control: no-cache
        Pragma: no-cache
        Host: 127.0.0.1:7070
        Accept: text/html, image/gif, image/jpeg, */*; q=0.2
        Connection: keep-alive

        """,
        // credentials-python 1.0: no port
        """
        GET /credentials/reader HTTP/1.1
        Accept-Encoding: identity
        user-agent: AlibabaCloud (Linux; x86_64) Python/3.11.2 Credentials/1.0.12 TeaDSL/1
        host: 127.0.0.1

        """,
        // @alicloud/credentials 2.4: no User-Agent, no Accept
        """
        GET /credentials/reader HTTP/1.1
        Host: 127.0.0.1:7070
        Connection: keep-alive

        """,
        // credentials-go
        """
        GET /credentials/reader? HTTP/1.1
        Host: 127.0.0.1:7070
        User-Agent: AlibabaCloud (linux; amd64) Golang/1.22 Credentials/1.4 TeaDSL/1
        Accept-Encoding: gzip

        """,
        // the fetch of Node.js, with which jobs fetch for ali-oss
        """
        GET /credentials/reader HTTP/1.1
        host: 127.0.0.1:7070
        connection: keep-alive
        accept: */*
        accept-language: *
        sec-fetch-mode: cors
        user-agent: node
        accept-encoding: gzip, deflate

        """,
        // botocore
        """
        GET /aws/reader HTTP/1.1
        Host: 127.0.0.1:7070
        Accept: application/json
        User-Agent: Botocore/1.29.27
        Connection: close

        """);
  }

  @Tag("quirk-2")
  @ParameterizedTest
  @MethodSource("requests")
  void request_isServed_asTheClientSendsIt(String request) throws Exception {
    RawAnswer answer = ask(request.replace("\n", "\r\n"));
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().getString("Expiration")).isEqualTo("2026-01-01T01:00:00Z");
  }

  @Tag("quirk-2")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /latest/api/token HTTP/1.1",
        "PUT /latest/api/token? HTTP/1.1\r\nContent-Length: 0",
        "PUT /latest/api/token HTTP/1.1\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: 0"
      })
  void token_isIssued_withALengthAndWithout(String head) throws Exception {
    RawAnswer answer = ask(head + "\r\nHost: 100.100.100.200\r\n" + LIFE + "\r\n\r\n");
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length());
  }

  /** Clients of Go leave a connection behind at every call, and never use it again. */
  @Tag("quirk-6")
  @Test
  void connections_areKeptByTheHundred_whenNobodyClosesThem() throws Exception {
    List<RawConnection> left = new ArrayList<>();
    try {
      for (int call = 0; call < 300; call++) {
        left.add(new RawConnection(broker.port()));
        RawAnswer answer = left.get(call).send(RawConnection.get("/credentials/reader")).read();
        assertThat(answer.header("Keep-Alive")).isEqualTo("timeout=10");
      }
      for (RawConnection one : left) {
        assertThat(one.send(RawConnection.get("/aws/reader")).read().status()).isEqualTo(200);
      }
    } finally {
      for (RawConnection one : left) {
        one.close();
      }
    }
  }

  @Tag("quirk-8")
  @ParameterizedTest
  @CsvSource({
    "/auth/reader, 200",
    "/auth/cold, 502",
    "/aws/nobody, 404",
    "/latest/meta-data/instance-id, 404"
  })
  void retries_areAnsweredAlike_whenTheyHitAtOnce(String target, int status) throws Exception {
    for (int attempt = 0; attempt < 40; attempt++) {
      assertThat(get(target).status()).isEqualTo(status);
    }
  }

  private static String token() throws Exception {
    return ask(RawConnection.request("PUT", "/latest/api/token", LIFE)).body();
  }

  private static RawAnswer get(String target, String... headers) throws Exception {
    return ask(RawConnection.get(target, headers));
  }

  private static RawAnswer ask(String request) throws Exception {
    return RawConnection.ask(broker.port(), request);
  }
}
