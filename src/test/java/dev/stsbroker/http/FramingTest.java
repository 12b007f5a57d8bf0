package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.contract.ContractAnswerTest;
import dev.stsbroker.testing.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real clients rely on in how answers are framed, in the order of the list of their quirks: 1
 * and 2, requests however they are written, are in {@link RawRequestTest} and {@link
 * MetadataRequestTest}; 3, bodies to the byte, in {@link CredentialAnswerTest} and {@link
 * ContractAnswerTest}; 6, pipelining, in {@link ConnectionReuseTest}; 9 and 10, failures that no
 * client takes for a credential, in {@link ErrorForm}.
 */
class FramingTest {
  private static final int CROWD = 300;
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** 2: libcurl asks for leave before it sends a body, and curl's PUT has one. */
  @Test
  void quirk2_expectationIsMet_whenATokenIsAskedFor() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      connection.send(
          RawConnection.request(
              "PUT",
              "/latest/api/token",
              "X-aliyun-ecs-metadata-token-ttl-seconds: 60",
              "Content-Length: 0",
              "Expect: 100-continue"));
      assertThat(connection.readHead().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  /** 4 and 5: a length and no chunks, no encoding, no redirect, names in canonical case. */
  @ParameterizedTest
  @CsvSource({
    "/credentials, 200, application/json",
    "/auth/reader, 200, application/json",
    "/aws/reader, 200, application/json",
    "/latest/meta-data/ram/security-credentials/reader, 200, application/json",
    "/latest/meta-data/ram/security-credentials/, 200, text/plain; charset=utf-8",
    "/latest/meta-data/ram/security-credentials, 200, text/plain; charset=utf-8",
    "/, 200, text/plain; charset=utf-8",
    "/auth/nobody, 404, application/json",
    "/nowhere, 404, application/json",
    "/credentials/../x, 400, application/json"
  })
  void quirk4_answerHasALengthAndATypeInCanonicalCase(String target, int status, String type)
      throws Exception {
    for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
      String request =
          RawConnection.get(target, "Accept-Encoding: gzip").replace("HTTP/1.1", version);
      RawAnswer answer = RawConnection.ask(broker.port(), request);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length());
      assertThat(answer.header("Content-Type")).isEqualTo(type);
      assertThat(answer.headerNames())
          .doesNotContain("Location", "Content-Encoding", "content-type", "content-length");
    }
  }

  /** 6: Go's clients clone their transport and leave an idle connection behind at every call. */
  @Test
  void quirk6_hundredsOfIdleConnectionsAreKept_andTheHintSaysForHowLong() throws Exception {
    List<RawConnection> idle = new ArrayList<>();
    try {
      for (int each = 0; each < CROWD; each++) {
        idle.add(new RawConnection(broker.port()));
        RawAnswer answer = idle.get(each).send(RawConnection.get("/credentials")).read();
        assertThat(answer.header("Keep-Alive")).isEqualTo("timeout=10");
      }
      for (RawConnection connection : idle) {
        assertThat(connection.send(RawConnection.get(ROLES)).read().body()).isEqualTo("reader");
      }
    } finally {
      for (RawConnection connection : idle) {
        connection.close();
      }
    }
  }

  /** 6: a client of HTTP/1.0 that asks for it may send its next request on the connection. */
  @Test
  void quirk6_http10IsKept_whenItAsksForIt() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      String kept = "GET /credentials HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
      assertThat(connection.send(kept).read().code()).isEqualTo("Success");
      assertThat(connection.send(kept).read().code()).isEqualTo("Success");
    }
  }

  /** 8: retries come at once, several of them, from every client of a host. */
  @Test
  void quirk8_readsAreNotLimited_whenTheyComeAtOnce() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      for (int each = 0; each < 200; each++) {
        assertThat(connection.send(RawConnection.get("/credentials")).read().status())
            .isEqualTo(200);
      }
    }
  }
}
