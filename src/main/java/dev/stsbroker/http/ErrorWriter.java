package dev.stsbroker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes failures as {@code {"Code","Message","RequestId"}}; the only place that does. */
public final class ErrorWriter {
  private final RandomGenerator random;

  /**
   * @param random for request ids, which need only be told apart
   */
  public ErrorWriter(RandomGenerator random) {
    this.random = random;
  }

  /** Ends {@code response} with {@code failure}, unless it has ended or its connection is gone. */
  public void write(HttpServerResponse response, HttpFailure failure) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(failure.status());
    if (failure.retryAfter() != null) {
      response.putHeader("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
    }
    Replies.json(response, body(failure));
  }

  private Buffer body(HttpFailure failure) {
    return new JsonObject()
        .put("Code", failure.code())
        .put("Message", failure.message())
        .put("RequestId", requestId())
        .toBuffer();
  }

  private String requestId() {
    return String.format(Locale.ROOT, "%016X", random.nextLong());
  }
}
