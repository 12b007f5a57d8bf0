package dev.stsbroker.sandbox;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer of STS, not yet sent.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param body the body, not logged: it may hold credentials
 * @param retryAfter the value of {@code Retry-After}; null for no such header
 */
record Answer(int status, String contentType, String body, @Nullable Duration retryAfter) {
  private static final String JSON = "application/json;charset=utf-8";

  static Answer json(int status, JsonObject body) {
    return new Answer(status, JSON, body.encode(), null);
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
