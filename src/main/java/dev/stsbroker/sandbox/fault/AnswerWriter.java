package dev.stsbroker.sandbox.fault;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes answers, completely or as a fault demands. */
public final class AnswerWriter {
  /**
   * As HTTP writes dates (RFC 9110, 5.6.7): two digits for the day, unlike RFC 1123's formatter.
   */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int CHUNK = 32 * 1024;

  private final Vertx vertx;
  private final FaultScript faults;
  private final long mostUnsent;
  private long unsent;

  /**
   * @param mostUnsent the most bytes that all clients together may leave unread
   */
  public AnswerWriter(Vertx vertx, FaultScript faults, long mostUnsent) {
    this.vertx = vertx;
    this.faults = faults;
    this.mostUnsent = mostUnsent;
  }

  /** A time as the {@code Date} header has it. */
  public static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /** Writes {@code answer}; called on the response's context. */
  public void write(HttpServerResponse response, Answer answer, Fault fault, Instant now) {
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
    deliver(response, AnswerBody.of(body), fault);
  }

  /**
   * Sends the body of a response whose head is set, Content-Length included. Completes when it is
   * sent as the fault wants it, fails if the client does not take it.
   */
  public Future<Void> deliver(HttpServerResponse response, AnswerBody body, Fault fault) {
    Promise<Void> sent = Promise.promise();
    switch (fault.delivery()) {
      case WHOLE -> new Sending(response, body, CHUNK, sent).go(body.length());
      case HELD -> hold(response, () -> new Sending(response, body, CHUNK, sent).go(body.length()));
      case NOTHING -> response.reset().onComplete(sent);
      case HALF -> new Sending(response, body, CHUNK, sent).go(body.length() / 2);
      case DRIP ->
          new Sending(response, body, 1, sent)
              .every(Math.max(1, fault.pace().toMillis()))
              .go(body.length());
    }
    return sent.future();
  }

  private void hold(HttpServerResponse response, Runnable answer) {
    var context = vertx.getOrCreateContext();
    Runnable release = () -> context.runOnContext(ready -> answer.run());
    faults.hold(release);
    response.closeHandler(closed -> faults.forget(release));
  }

  /** A body on its way to the client, no faster than that takes it. */
  private final class Sending {
    private final HttpServerResponse response;
    private final AnswerBody body;
    private final int chunk;
    private final Promise<Void> sent;
    private long pace;
    private long at;

    Sending(HttpServerResponse response, AnswerBody body, int chunk, Promise<Void> sent) {
      this.response = response;
      this.body = body;
      this.chunk = chunk;
      this.sent = sent;
    }

    Sending every(long millis) {
      pace = millis;
      return this;
    }

    /** Sends all before {@code end}; if that is not the body's, the connection ends there. */
    void go(long end) {
      if (at < end && pace > 0) {
        vertx.setTimer(pace, tick -> step(end));
      } else if (at < end) {
        step(end);
      } else if (at == body.length()) {
        response.end().onComplete(sent);
      } else {
        response.reset().onComplete(sent);
      }
    }

    private void step(long end) {
      int most = (int) Math.min(chunk, end - at);
      if (response.closed()) {
        sent.tryFail("the connection was closed");
        return;
      }
      if (unsent + most > mostUnsent) {
        // Clients that send requests and do not read the answers must not fill the memory.
        response.reset().onComplete(sent);
        return;
      }
      body.read(at, most)
          .compose(this::write)
          .onSuccess(written -> go(end))
          .onFailure(
              cause -> {
                response.reset();
                sent.tryFail(cause);
              });
    }

    private Future<Void> write(Buffer bytes) {
      at += bytes.length();
      unsent += bytes.length();
      return response.write(bytes).onComplete(written -> unsent -= bytes.length());
    }
  }
}
