package dev.stsbroker.sandbox.fault;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer of STS or of the metadata service, not yet sent.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param body the body, not logged: it may hold credentials
 * @param retryAfter the value of {@code Retry-After}; null for no such header
 */
public record Answer(int status, String contentType, String body, @Nullable Duration retryAfter) {
  private static final String JSON = "application/json;charset=utf-8";

  public static Answer json(int status, JsonObject body) {
    return new Answer(status, JSON, body.encode(), null);
  }

  /** A value on its own, without a line break. */
  public static Answer text(String value) {
    return new Answer(200, "text/plain", value, null);
  }

  /** An error as web servers show it to people. */
  public static Answer page(int status, String sentence) {
    String title = status + " - " + sentence;
    String page =
        "<html><head><title>" + title + "</title></head><body>" + title + "</body></html>";
    return new Answer(status, "text/html", page, null);
  }

  /** Whether the body is a JSON object, whose fields a fault can change. */
  boolean isJson() {
    return contentType.equals(JSON);
  }

  Answer withRetryAfter(@Nullable Duration after) {
    return new Answer(status, contentType, body, after);
  }

  /** Without the body, which carries credentials. */
  @Override
  public String toString() {
    return status + " " + contentType;
  }
}
