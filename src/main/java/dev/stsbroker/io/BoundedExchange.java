package dev.stsbroker.io;

import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: over at the first of a whole answer, a broken connection, too long an
 * answer and the deadline, whatever the service does. Used on the event loop.
 */
public final class BoundedExchange {
  private final Scheduler scheduler;
  private final Duration deadline;
  private final int mostBytes;
  private final Promise<Reply> outcome = Promise.promise();
  private final Buffer body = Buffer.buffer();
  private @Nullable HttpClientRequest request;
  private Task timer = Task.NONE;

  /**
   * @param deadline from {@link #send} to the last byte
   * @param mostBytes of the answer's body
   */
  public BoundedExchange(Scheduler scheduler, Duration deadline, int mostBytes) {
    this.scheduler = scheduler;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
  }

  /** A client that logs nothing in the words of whoever is at the other end. */
  public static HttpClientBuilder quietClient(Vertx vertx) {
    // Without a handler Vert.x logs what broke a connection.
    return vertx
        .httpClientBuilder()
        .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}));
  }

  /**
   * What is sent.
   *
   * @param body empty for none
   */
  public record Outgoing(RequestOptions options, Buffer body) {
    @Override
    public String toString() {
      return "Outgoing[" + body.length() + " bytes]";
    }
  }

  /**
   * A whole answer.
   *
   * @param status HTTP status
   */
  public record Reply(int status, MultiMap headers, Buffer body) {
    @Override
    public String toString() {
      return "HTTP " + status + ", " + body.length() + " bytes";
    }
  }

  /** How an exchange ended without a whole answer. */
  public enum Reason {
    /** It was not over in time. */
    LATE,
    /** The connection could not be made, or broke. */
    BROKEN,
    /** The answer is longer than is read. */
    TOO_LONG
  }

  /** There is no whole answer; has no stack trace. */
  public static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private NoAnswerException(Reason reason, @Nullable Throwable cause) {
      super(reason.name(), cause, false, false);
      this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }
  }

  /**
   * Sends {@code outgoing} once it is there; the deadline begins now. Fails with a {@link
   * NoAnswerException}, or as {@code outgoing} does. To be called once.
   */
  public Future<Reply> send(HttpClient client, Future<Outgoing> outgoing) {
    timer = scheduler.after(deadline, () -> fail(Reason.LATE, null));
    outgoing
        .onSuccess(ready -> begin(client, ready))
        .onFailure(
            cause -> {
              timer.cancel();
              outcome.tryFail(cause);
            });
    return outcome.future();
  }

  private void begin(HttpClient client, Outgoing ready) {
    if (outcome.future().isComplete()) {
      return;
    }
    client
        .request(ready.options())
        .onSuccess(opened -> connected(opened, ready.body()))
        .onFailure(this::broken);
  }

  private void connected(HttpClientRequest opened, Buffer content) {
    request = opened;
    // Before the reset: Vert.x logs what nobody handles, and a hanging service would fill the log.
    opened.exceptionHandler(this::broken);
    if (outcome.future().isComplete()) {
      opened.reset();
      return;
    }
    opened.send(content).onSuccess(this::answered).onFailure(this::broken);
  }

  private void answered(HttpClientResponse response) {
    response.exceptionHandler(this::broken);
    response.handler(this::received);
    response.endHandler(
        end -> {
          timer.cancel();
          outcome.tryComplete(new Reply(response.statusCode(), response.headers(), body));
        });
  }

  private void received(Buffer part) {
    body.appendBuffer(part);
    if (body.length() > mostBytes) {
      fail(Reason.TOO_LONG, null);
    }
  }

  private void broken(Throwable cause) {
    fail(Reason.BROKEN, cause);
  }

  private void fail(Reason reason, @Nullable Throwable cause) {
    timer.cancel();
    HttpClientRequest sent = request;
    if (outcome.tryFail(new NoAnswerException(reason, cause)) && sent != null) {
      sent.reset();
    }
  }
}
