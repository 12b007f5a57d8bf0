package dev.stsbroker.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Writes failures, each in the form of the contract it belongs to; the only place that does. */
public final class ErrorWriter {
  private final RandomGenerator random;

  /**
   * @param random for request ids, which need only be told apart
   */
  public ErrorWriter(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Answers {@code request} with {@code failure}, unless it was answered already or the client has
   * gone.
   */
  public void write(HttpServerRequest request, HttpFailure failure) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(failure.status());
    if (failure.retryAfter() != null) {
      response.putHeader("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
    }
    JsonObject body = FailureForm.of(request.path()).body(failure, requestId());
    Replies.json(response, body.toBuffer());
  }

  private String requestId() {
    return String.format(Locale.ROOT, "%016X", random.nextLong());
  }
}
