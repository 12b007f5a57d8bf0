package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as real clients write them, however odd: each gets the credentials. */
class RawRequestTest {
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Tag("quirk-1")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials",
        "/credentials?",
        "/credentials/",
        "/credentials/reader",
        "/credentials/reader?",
        "/credentials/reader/",
        "//credentials",
        "//credentials//reader",
        "http://127.0.0.1:7070/credentials",
        "http://localhost/credentials/reader?"
      })
  void target_isServed_whenAClientMayWriteItSo(String target) throws Exception {
    assertServed(RawConnection.get(target));
  }

  @Tag("quirk-2")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "LocalHost:7070",
        "[::1]",
        "[::1]:7070",
        "100.100.100.200",
        "100.100.100.200:80"
      })
  void host_isOurs_whateverThePort(String host) throws Exception {
    assertServed("GET /credentials HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  @Tag("quirk-2")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: text/html, image/gif, image/jpeg, */*; q=0.2",
        "Accept: text/html",
        "Accept-Encoding: gzip, deflate, br",
        "content-length: 0",
        "user-agent: ",
        "Authorization: whatever",
        "sec-fetch-mode: cors\r\naccept-language: *\r\nuser-agent: node",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__"
      })
  void header_changesNothing_whenNoContractReadsIt(String header) throws Exception {
    assertServed(RawConnection.get("/credentials", header));
  }

  @Tag("quirk-2")
  @Test
  void headerNames_areRead_whenInLowerCase() throws Exception {
    assertServed("GET /credentials HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: keep-alive\r\n\r\n");
  }

  @Test
  void http10_isServedAndClosed_whenThereIsNoHost() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      RawAnswer answer = connection.send("GET /credentials HTTP/1.0\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.code()).isEqualTo("Success");
      assertThat(answer.header("Keep-Alive")).isNull();
      assertThat(connection.ended()).isTrue();
    }
  }

  @Tag("quirk-2")
  @Test
  void expectation_isMet_whenAClientWaitsForIt() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      connection.send(RawConnection.get("/credentials", "Expect: 100-continue"));
      assertThat(connection.readHead().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(connection.read().code()).isEqualTo("Success");
    }
  }

  @Test
  void index_listsContractsAndProfiles_whenThePathIsTheRoot() throws Exception {
    RawAnswer answer = RawConnection.ask(broker.port(), RawConnection.get("/"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(answer.body()).contains("credentials-uri: GET /credentials", "  reader\n");
  }

  private static void assertServed(String request) throws Exception {
    RawAnswer answer = RawConnection.ask(broker.port(), request);
    assertThat(answer.statusLine()).as(request).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.code()).isEqualTo("Success");
  }
}
