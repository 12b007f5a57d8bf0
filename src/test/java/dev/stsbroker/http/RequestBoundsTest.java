package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, sizes, and what is no HTTP at all. */
class RequestBoundsTest {
  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void method_isRefusedWithTheAllowedOnes_whenNoContractUsesIt(String method) throws Exception {
    RawAnswer answer =
        RawConnection.ask(broker.port(), RawConnection.request(method, "/credentials"));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET");
    ErrorForm.assertFailure(answer, "MethodNotAllowed");
  }

  @Tag("quirk-2")
  @Test
  void head_isRefusedWithoutABody_whenAsked() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      connection.send(RawConnection.request("HEAD", "/credentials", "Connection: close"));
      RawAnswer answer = connection.readHead();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET");
      assertThat(connection.ended()).isTrue();
    }
  }

  @Test
  void requestLine_isRefused_whenItIsTooLong() throws Exception {
    String long8k = "/credentials/" + "a".repeat(8 * 1024);
    assertRefusedAndClosed(RawConnection.get(long8k), 414, "UriTooLong");
  }

  @Test
  void headers_areRefused_whenTheyAreTooLarge() throws Exception {
    String large = "X-Filler: " + "a".repeat(16 * 1024);
    assertRefusedAndClosed(RawConnection.get("/credentials", large), 431, "HeadersTooLarge");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 16385", "Content-Length: 9223372036854775807"})
  void body_isRefusedUnread_whenItIsAnnouncedTooLarge(String length) throws Exception {
    assertRefusedAndClosed(RawConnection.get("/credentials", length), 413, "RequestTooLarge");
  }

  @Test
  void body_isRefused_whenItIsChunked() throws Exception {
    String chunked = RawConnection.get("/credentials", "Transfer-Encoding: chunked") + "0\r\n\r\n";
    assertRefusedAndClosed(chunked, 413, "RequestTooLarge");
  }

  @Test
  void refusal_isRead_whenTheClientSendsALargeBodyFirst() throws Exception {
    int length = 3_000_000;
    String request =
        RawConnection.request("POST", "/credentials", "Content-Length: " + length)
            + "a".repeat(length);
    assertRefusedAndClosed(request, 405, "MethodNotAllowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "GET /credentials\r\n\r\n",
        "GET /credentials HTTP/1.1\n" + HOST + "\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "Two Words: x\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "X : x\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "Content-Length: three\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET /credentials HTTP/1.1\r\n"
            + HOST
            + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
      })
  void bytes_areRefused_whenTheyAreNoHttp(String bytes) throws Exception {
    assertRefusedAndClosed(bytes, 400, "BadRequest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /credentials HTTP/1.2\r\n" + HOST + "\r\n",
        "GET /credentials HTTP/2.0\r\n" + HOST + "\r\n",
        "GET /credentials HTTP/3.0\r\n" + HOST + "\r\n",
        "GET /credentials HTTJ/1.1\r\n" + HOST + "\r\n",
        "GET /credentials \u00bf\u00abTP/2.1\r\n" + HOST + "\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
      })
  void version_isRefusedAndClosed_whenItIsNotHttp1(String request) throws Exception {
    assertRefusedAndClosed(request, 501, "NotImplemented");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTtP/1.1", "http/1.0"})
  void version_isReadInAnyCase(String version) throws Exception {
    String request = "GET /readyz " + version + "\r\n" + HOST + "\r\n";
    RawAnswer answer = RawConnection.ask(broker.port(), request);
    assertThat(answer.statusLine()).isEqualTo(version.toUpperCase(Locale.ROOT) + " 200 OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.1", "\u00bf\u00abTP/2.1", "A/9.9"})
  void version_isNotRepeated_whenTheHeadersAreBrokenToo(String version) throws Exception {
    String request = "GET /readyz " + version + "\r\nHost: 127.0.0.1\r\0\0\n\r\n";
    assertRefusedAndClosed(request, 400, "BadRequest");
  }

  /** What Vert.x or Netty might answer themselves. */
  @ParameterizedTest
  @CsvSource({
    "CONNECT 127.0.0.1:7070, 405, MethodNotAllowed",
    "CONNECT /credentials, 405, MethodNotAllowed",
    "OPTIONS *, 405, MethodNotAllowed",
    "PRI *, 405, MethodNotAllowed",
    "GET *, 400, BadRequest"
  })
  void oddRequest_isAnsweredByTheBroker_onBothListeners(String line, int status, String code)
      throws Exception {
    String request = line + " HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
    for (int port : new int[] {broker.port(), broker.adminPort()}) {
      RawAnswer answer = RawConnection.ask(port, request);
      assertThat(answer.status()).isEqualTo(status);
      ErrorForm.assertFailure(answer, code);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Expect: the-unexpected",
        "TE: trailers"
      })
  void header_isIgnored_whenItAsksForWhatIsNotThere(String header) throws Exception {
    RawAnswer answer = RawConnection.ask(broker.port(), RawConnection.get("/credentials", header));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("Success");
  }

  @Test
  void port_isRefused_whenItIsNone() throws Exception {
    String request = "GET /credentials HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n\r\n";
    RawAnswer answer = RawConnection.ask(broker.port(), request);
    assertThat(answer.status()).isEqualTo(400);
    ErrorForm.assertFailure(answer, "BadRequest");
  }

  private static void assertRefusedAndClosed(String request, int status, String code)
      throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      RawAnswer answer = connection.send(request).read();
      assertThat(answer.statusLine()).matches("HTTP/1\\.[01] " + status + " [A-Za-z -]+");
      assertThat(answer.header("Connection")).isEqualTo("close");
      ErrorForm.assertFailure(answer, code);
      assertThat(connection.ended()).isTrue();
    }
  }
}
