package dev.stsbroker.source;

import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one identity's files on another thread, one reading at a time. A reading that takes too
 * long is given up, and none is begun until that one has ended. So a file that hangs holds one
 * thread, and nobody waits for it longer than that. To be used on the scheduler's thread.
 */
final class Readings {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Executor threads;
  private final Scheduler scheduler;
  private final Queue<Reading<?>> waiting = new ArrayDeque<>();
  private @Nullable Reading<?> running;

  /**
   * @param vertx on whose event loop outcomes are told
   * @param threads where readings run
   * @param scheduler of deadlines
   */
  Readings(Vertx vertx, Executor threads, Scheduler scheduler) {
    this.vertx = vertx;
    this.threads = threads;
    this.scheduler = scheduler;
  }

  /** The outcome of {@code reading}; fails with an {@link IOException} where it hangs. */
  <T> Future<T> read(Callable<T> reading) {
    Reading<?> now = running;
    if (now != null && now.outcome.future().isComplete()) {
      return Future.failedFuture(new IOException("an earlier reading of it hangs still"));
    }
    Reading<T> next = new Reading<>(reading, vertx.getOrCreateContext());
    waiting.add(next);
    beginNext();
    return next.outcome.future();
  }

  private void beginNext() {
    Reading<?> next = running == null ? waiting.poll() : null;
    if (next != null) {
      running = next;
      next.begin();
    }
  }

  private final class Reading<T> {
    private final Callable<T> work;
    private final Context context;
    private final Promise<T> outcome = Promise.promise();
    private final Task deadline;

    Reading(Callable<T> work, Context context) {
      this.work = work;
      this.context = context;
      this.deadline = scheduler.after(LONGEST, this::giveUp);
    }

    void begin() {
      try {
        threads.execute(this::work);
      } catch (RejectedExecutionException e) {
        end(Future.failedFuture(new IOException("too many files hang")));
      }
    }

    /** Runs on a thread of its own. */
    private void work() {
      Future<T> read;
      try {
        read = Future.succeededFuture(work.call());
      } catch (Throwable e) {
        // Errors too: the next reading must not begin before this one has ended.
        read = Future.failedFuture(e);
      }
      Future<T> done = read;
      context.runOnContext(now -> end(done));
    }

    private void end(Future<T> read) {
      deadline.cancel();
      running = null;
      if (!outcome.future().isComplete()) {
        outcome.handle(read);
      }
      beginNext();
    }

    private void giveUp() {
      waiting.remove(this);
      outcome.tryFail(new IOException("not read within " + LONGEST.toSeconds() + " s, it hangs"));
    }
  }
}
