package dev.stsbroker.sandbox.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives the bodies of paused requests: not before a body is wanted, not faster than it is used,
 * no more at a time than the memory allows, and none that stalls. Used on its servers' event loop.
 */
public final class Intake {
  /** How many bytes are handed on at a time. */
  public static final int PIECE = 64 * 1024;

  private final Vertx vertx;
  private final Bounds bounds;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long held;
  private int turns;

  /**
   * How much is taken in at a time, and how slowly a body may come.
   *
   * @param text the most bytes of documents that are held at a time, of all requests together; a
   *     single one may be larger
   * @param contents the most contents that are taken in at a time; others wait unread
   * @param window in which a body has to bring {@code leastInWindow} bytes
   * @param discarded the most bytes of a body that nobody wants that are read, so that its sender
   *     comes to read the answer
   */
  public record Bounds(
      long text, int contents, Duration window, int leastInWindow, long discarded) {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final int LEAST_IN_WINDOW = 30 * 1024;
    private static final long DISCARDED = 64L * 1024 * 1024;

    /** The usual ones, with these two from the memory there is. */
    public static Bounds of(long text, int contents) {
      return new Bounds(text, contents, WINDOW, LEAST_IN_WINDOW, DISCARDED);
    }
  }

  public Intake(Vertx vertx, Bounds bounds) {
    this.vertx = vertx;
    this.bounds = bounds;
  }

  /** Whether a request's head says that a body follows. */
  public static boolean hasBody(HttpServerRequest http) {
    String length = http.getHeader("Content-Length");
    return http.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
  }

  /** Whether the sender waits for a word before it sends the body. */
  private static boolean waits(HttpServerRequest http) {
    return "100-continue".equalsIgnoreCase(http.getHeader("Expect"));
  }

  /**
   * Reads a document whole. Fails with a {@link BodyProblem}, or with what ended the connection.
   *
   * @param most bytes it may have
   */
  public Future<Buffer> text(HttpServerRequest http, int most) {
    Buffer whole = Buffer.buffer();
    return new Reading(http, piece -> keep(whole, piece, most))
        .start()
        .map(whole)
        .onComplete(read -> held -= whole.length());
  }

  private Future<Void> keep(Buffer whole, Buffer piece, int most) {
    if (whole.length() + piece.length() > most) {
      return Future.failedFuture(new BodyProblem(BodyProblem.Reason.TOO_LARGE));
    }
    boolean others = held > whole.length();
    if (others && held + piece.length() > bounds.text()) {
      return Future.failedFuture(new BodyProblem(BodyProblem.Reason.BUSY));
    }
    held += piece.length();
    whole.appendBuffer(piece);
    return Future.succeededFuture();
  }

  /**
   * Hands a content on piece by piece, when it is its turn. Fails with a {@link BodyProblem}, with
   * what {@code taker} fails with, or with what ended the connection; then no piece is being taken
   * any more.
   */
  public Future<Void> content(HttpServerRequest http, Function<Buffer, Future<Void>> taker) {
    Reading reading = new Reading(http, taker);
    Promise<Void> turn = Promise.promise();
    if (turns < bounds.contents()) {
      turns++;
      turn.complete();
    } else {
      waiting.add(turn::complete);
    }
    return turn.future().compose(now -> reading.start()).onComplete(read -> next());
  }

  private void next() {
    Runnable first = waiting.poll();
    if (first == null) {
      turns--;
    } else {
      first.run();
    }
  }

  /**
   * Reads what is left of a body and drops it; nobody is told to send it. Fails if that takes too
   * long.
   */
  public Future<Void> discard(HttpServerRequest http) {
    if (http.isEnded() || !hasBody(http)) {
      http.resume();
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    long[] dropped = {0};
    long timer =
        vertx.setTimer(
            bounds.window().toMillis(),
            late -> done.tryFail(new BodyProblem(BodyProblem.Reason.TOO_SLOW)));
    http.exceptionHandler(done::tryFail);
    http.endHandler(end -> done.tryComplete());
    http.handler(
        chunk -> {
          dropped[0] += chunk.length();
          if (dropped[0] > bounds.discarded()) {
            done.tryFail(new BodyProblem(BodyProblem.Reason.TOO_LARGE));
          }
        });
    http.resume();
    return done.future().onComplete(dropping -> vertx.cancelTimer(timer));
  }

  /** One body on its way to who takes it. */
  private final class Reading {
    private final HttpServerRequest http;
    private final Function<Buffer, Future<Void>> taker;
    private final Promise<Void> done = Promise.promise();
    private Buffer piece = Buffer.buffer();
    private long seen;
    private long seenBefore;
    private boolean busy;
    private @Nullable Throwable failure;

    Reading(HttpServerRequest http, Function<Buffer, Future<Void>> taker) {
      this.http = http;
      this.taker = taker;
      http.exceptionHandler(this::fail);
    }

    Future<Void> start() {
      if (failure != null) {
        return done.future();
      }
      http.endHandler(end -> hand(done::tryComplete));
      http.handler(this::add);
      if (waits(http)) {
        http.response().writeContinue();
      }
      long timer = vertx.setPeriodic(bounds.window().toMillis(), tick -> look());
      http.fetch(1);
      return done.future().onComplete(read -> vertx.cancelTimer(timer));
    }

    private void add(Buffer chunk) {
      seen += chunk.length();
      piece.appendBuffer(chunk);
      if (piece.length() >= PIECE) {
        hand(() -> http.fetch(1));
      } else {
        http.fetch(1);
      }
    }

    private void hand(Runnable next) {
      if (failure != null) {
        return;
      }
      Buffer full = piece;
      piece = Buffer.buffer();
      busy = true;
      taker
          .apply(full)
          .onComplete(
              taken -> {
                busy = false;
                if (taken.failed() || failure != null) {
                  fail(taken.failed() ? taken.cause() : failure);
                } else {
                  next.run();
                }
              });
    }

    private void look() {
      if (!busy && seen - seenBefore < bounds.leastInWindow()) {
        fail(new BodyProblem(BodyProblem.Reason.TOO_SLOW));
      }
      seenBefore = seen;
    }

    private void fail(@Nullable Throwable cause) {
      failure = failure == null ? cause : failure;
      if (!busy) {
        done.tryFail(failure);
      }
    }
  }
}
