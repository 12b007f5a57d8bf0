package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no local job can have meant, on both listeners. */
class RawRefusalTest {
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
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:7070",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost:80@evil.example",
        "localhost:evil",
        "127.0.0.1:80:90",
        "127.0.0.2",
        "[::1",
        "[::1]evil",
        "[::2]:7070",
        "127.0.0.1, evil.example"
      })
  void host_isForeign_whenItIsNotExactlyOneOfOurs(String host) throws Exception {
    assertRefusedEverywhere("GET /%s HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 403, "ForeignHost");
  }

  @Test
  void target_isForeign_whenItNamesAnotherHostThanItsHeader() throws Exception {
    assertRefused(RawConnection.get("http://evil.example/credentials"), 403, "ForeignHost");
    assertRefused(RawConnection.get("http://me@127.0.0.1/credentials"), 403, "ForeignHost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n", "Host: a\r\nHost: b\r\n"})
  void hosts_areMalformed_whenThereIsNotExactlyOne(String headers) throws Exception {
    assertRefusedEverywhere("GET /%s HTTP/1.1\r\n" + headers + "\r\n", 400, "BadRequest");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example, BrowserRefused",
    "origin, null, BrowserRefused",
    "Origin, http://127.0.0.1:7070, BrowserRefused",
    "Sec-Fetch-Site, none, BrowserRefused",
    "Sec-Fetch-Mode, no-cors, BrowserRefused",
    "Sec-Fetch-Mode, navigate, BrowserRefused",
    "Sec-Fetch-Dest, empty, BrowserRefused",
    "Referer, http://127.0.0.1:7070/, BrowserRefused",
    "X-Forwarded-For, 127.0.0.1, ForwardedRefused",
    "x-forwarded-for, 127.0.0.1, ForwardedRefused",
    "X-Forwarded-Host, localhost, ForwardedRefused",
    "Via, 1.1 proxy, ForwardedRefused",
    "Forwarded, for=127.0.0.1, ForwardedRefused",
    "X-Forwarded-Proto, https, ForwardedRefused",
    "X-Forwarded-Port, 443, ForwardedRefused",
    "X-Forwarded-Server, proxy, ForwardedRefused",
    "x-forwarded-prefix, /x, ForwardedRefused",
    "CF-Connecting-IP, 127.0.0.1, ForwardedRefused",
    "true-client-ip, 127.0.0.1, ForwardedRefused",
    "X-Client-IP, 127.0.0.1, ForwardedRefused",
    "X-Forwarded-Path, /x, ForwardedRefused",
    "x-forwarded-proto-version, h2, ForwardedRefused",
    "X-Forwarded, for=127.0.0.1, ForwardedRefused",
    "X-Real-IP, 127.0.0.1, ForwardedRefused",
    "X-Original-URL, /x, ForwardedRefused",
    "X-Envoy-External-Address, 127.0.0.1, ForwardedRefused",
    "Ali-CDN-Real-IP, 127.0.0.1, ForwardedRefused"
  })
  void header_isRefused_whenABrowserOrAProxySendsIt(String name, String value, String code)
      throws Exception {
    String headers = "Host: 127.0.0.1\r\n" + name + ": " + value + "\r\n";
    assertRefusedEverywhere("GET /%s HTTP/1.1\r\n" + headers + "\r\n", 403, code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials%2e",
        "/%63redentials",
        "/%2e%2e/credentials",
        "/./credentials",
        "/credentials/.",
        "/x/../credentials",
        "/credentials/..",
        "/..",
        "/credentials\\reader",
        "/\\credentials",
        "/credentials#reader",
        "http://127.0.0.1/x/../credentials",
        "http://127.0.0.1/.",
        "HTTP://127.0.0.1/credentials/%2e",
        "http://127.0.0.1#/credentials",
        "ftp://127.0.0.1/credentials",
        "https://127.0.0.1/credentials",
        "://127.0.0.1/credentials",
        "unix://127.0.0.1/key/any/credentials",
        "http://127.0.0.1/%63redentials",
        "http://127.0.0.1#/credentials",
        "ftp://127.0.0.1/credentials",
        "https://127.0.0.1/credentials",
        "file://localhost/credentials",
        "credentials",
        "*",
        "?x"
      })
  void path_isRefused_whenItIsNotCanonical(String target) throws Exception {
    assertRefused(RawConnection.get(target), 400, "BadRequest");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials?job=etl-42, job",
    "/credentials?job, job",
    "/credentials/reader?a=1&b=2, a",
    "/credentials?%0d%0aX=1, ?",
    "/credentials?<script>=1, ?",
    "/credentials?=1, ?",
    "/credentials??, ?"
  })
  void parameter_isNamedOnlyIfHarmless_whenItIsUnknown(String target, String shown)
      throws Exception {
    assertThat(assertRefused(RawConnection.get(target), 400, "InvalidParameter"))
        .isEqualTo("parameter " + shown + ": the profile takes no parameters");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials/nobody, UnknownProfile",
    "/credentials/READER, UnknownProfile",
    "/credentials/reader/more, NotFound",
    "/CREDENTIALS, NotFound",
    "/credentials;a=b, NotFound",
    "/metrics, NotFound",
    "/favicon.ico, NotFound"
  })
  void path_isNotFound_whenNothingIsThere(String target, String code) throws Exception {
    assertThat(assertRefused(RawConnection.get(target), 404, code)).doesNotContain("nobody");
  }

  private static String assertRefused(String request, int status, String code) throws Exception {
    return assertRefused(broker.port(), request, status, code);
  }

  private static void assertRefusedEverywhere(String request, int status, String code)
      throws Exception {
    assertRefused(broker.port(), request.formatted("credentials"), status, code);
    assertRefused(broker.adminPort(), request.formatted("metrics"), status, code);
  }

  /** The message. */
  private static String assertRefused(int port, String request, int status, String code)
      throws Exception {
    RawAnswer answer = RawConnection.ask(port, request);
    assertThat(answer.status()).as(request).isEqualTo(status);
    ErrorForm.assertFailure(answer, code);
    return answer.json().getString("Message");
  }
}
