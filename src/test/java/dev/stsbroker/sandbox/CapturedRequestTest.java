package dev.stsbroker.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.RawHttp;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Requests as clients have sent them, byte for byte but for {@code User-Agent}; each is signed by
 * its client, with a key that the sandbox of this test has.
 */
class CapturedRequestTest {
  private static final Instant CAPTURED = Instant.parse("2026-11-27T23:56:18.9Z");
  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: (\\d+)$");

  private final AdjustableClock clock = new AdjustableClock();

  /**
   * One of them.
   *
   * @param name the client, its version, and what it asks
   * @param status of the answer, with OK or the code of an error
   * @param text that the answer has
   */
  private record Captured(String name, String status, String text, String request) {
    byte[] bytes() {
      int end = request.indexOf("\n\n") + 2;
      Matcher length = CONTENT_LENGTH.matcher(request.substring(0, end));
      String body = request.substring(end);
      String sent = length.find() ? body.substring(0, Integer.parseInt(length.group(1))) : body;
      boolean chunked = request.contains("transfer-encoding: chunked");
      String head = request.substring(0, end).replace("\n", "\r\n");
      return (head + (chunked ? body.replace("\n", "\r\n") : sent)).getBytes(ISO_8859_1);
    }
  }

  @Test
  void request_isAnswered_asItsClientExpects() throws Exception {
    clock.advance(Duration.between(clock.instant(), CAPTURED));
    try (TestCloud cloud = new TestCloud(settings(), clock)) {
      int port = cloud.sandbox().oss().orElseThrow().port();
      List<Captured> all = captured();
      assertThat(all).hasSizeGreaterThan(20);
      for (Captured one : all) {
        try (RawHttp connection = new RawHttp(port)) {
          connection.send(one.bytes());
          String answer = connection.whole();
          if (answer.startsWith("HTTP/1.1 100")) {
            answer = connection.whole();
          }
          assertThat(answer)
              .as(one.name())
              .startsWith("HTTP/1.1 " + one.status() + " ")
              .contains(one.text())
              .contains("x-oss-request-id: ");
        }
      }
    }
  }

  /** Any other request of the same client is none that it signed. */
  @Test
  void request_isRefused_whenItIsChanged() throws Exception {
    clock.advance(Duration.between(clock.instant(), CAPTURED));
    try (TestCloud cloud = new TestCloud(settings(), clock)) {
      int port = cloud.sandbox().oss().orElseThrow().port();
      for (Captured one : captured()) {
        String path = one.request().substring(one.request().indexOf('/'));
        String changed = one.request().replace(path, path.replaceFirst("lake", "pond"));
        Captured other = new Captured(one.name(), "403", "SignatureDoesNotMatch", changed);
        try (RawHttp connection = new RawHttp(port)) {
          connection.send(other.bytes());
          assertThat(connection.line()).as(one.name()).isEqualTo("HTTP/1.1 403 Forbidden");
        }
      }
    }
  }

  private static JsonObject settings() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0");
    JsonObject account = settings.getJsonArray("accounts").getJsonObject(0);
    JsonObject objects = new JsonObject().put("d/a b+c.txt", "text");
    account.put(
        "buckets",
        new JsonArray()
            .add(new JsonObject().put("name", "lake").put("objects", objects))
            .add(new JsonObject().put("name", "pond").put("objects", objects)));
    account
        .getJsonArray("users")
        .add(
            new JsonObject(
                """
                {"name": "captured", "accessKeyId": "LTAI5tCapturedKey",
                 "accessKeySecret": "capturedSecret",
                 "policies": [{"Version": "1", "Statement": [
                   {"Effect": "Allow", "Action": "oss:*", "Resource": "*"}]}]}
                """));
    return settings;
  }

  private static List<Captured> captured() throws IOException {
    List<Captured> all = new ArrayList<>();
    try (InputStream file =
        Objects.requireNonNull(
            CapturedRequestTest.class.getResourceAsStream("captured-requests.txt"))) {
      String text = new String(file.readAllBytes(), ISO_8859_1);
      for (String section : text.split("=== end\n", -1)) {
        if (!section.isEmpty()) {
          String[] lines = section.split("\n", 3);
          String expected = lines[1].substring("=== ".length());
          all.add(
              new Captured(
                  lines[0].substring("=== ".length()),
                  expected.substring(0, 3),
                  expected.substring(expected.indexOf(' ', 4) + 1),
                  lines[2]));
        }
      }
    }
    return all;
  }
}
