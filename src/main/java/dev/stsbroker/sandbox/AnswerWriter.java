package dev.stsbroker.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes answers, whole or in the way a fault wants it. */
final class AnswerWriter {
  /**
   * As HTTP writes dates (RFC 9110, 5.6.7): two digits for the day, unlike RFC 1123's formatter.
   */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Vertx vertx;
  private final FaultScript faults;

  AnswerWriter(Vertx vertx, FaultScript faults) {
    this.vertx = vertx;
    this.faults = faults;
  }

  /** A time as the {@code Date} header has it. */
  static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** Writes {@code answer}; called on the response's context. */
  void write(HttpServerResponse response, Answer answer, Fault fault, Instant now) {
    Buffer body = Buffer.buffer(answer.body());
    response
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .putHeader("Content-Length", Integer.toString(body.length()))
        .putHeader("Date", httpDate(now));
    Duration retryAfter = answer.retryAfter();
    if (retryAfter != null) {
      response.putHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
    }
    deliver(response, body, fault);
  }

  /** Sends the body of a response whose head is set. */
  void deliver(HttpServerResponse response, Buffer body, Fault fault) {
    switch (fault.delivery()) {
      case WHOLE -> response.end(body);
      case HELD -> hold(response, body);
      case NOTHING -> response.reset();
      case HALF ->
          response.write(body.getBuffer(0, body.length() / 2)).onComplete(sent -> response.reset());
      case DRIP -> {
        if (body.length() == 0) {
          response.end();
        } else {
          drip(response, body, Math.max(1, fault.pace().toMillis()));
        }
      }
    }
  }

  private void hold(HttpServerResponse response, Buffer body) {
    var context = vertx.getOrCreateContext();
    Runnable release = () -> context.runOnContext(ready -> response.end(body));
    faults.hold(release);
    response.closeHandler(closed -> faults.forget(release));
  }

  private void drip(HttpServerResponse response, Buffer body, long paceMillis) {
    int[] sent = {0};
    long timer =
        vertx.setPeriodic(
            paceMillis,
            tick -> {
              response.write(body.getBuffer(sent[0], sent[0] + 1));
              sent[0]++;
              if (sent[0] == body.length()) {
                vertx.cancelTimer(tick);
                response.end();
              }
            });
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }
}
