package dev.stsbroker.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sink.WriteFailure;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to one place, on a thread of its own, in order. What cannot be written is tried
 * again, and nobody waits for it. Everything is called on the scheduler's thread.
 */
final class AuditWriter {
  /** Until a line that could not be written is tried again, the first time; then twice as long. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** The longest time until it is tried again. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** How long a stop waits for lines to be written. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Lines written until they are counted. */
  private static final int MOST_AT_ONCE = 256;

  private final AuditTarget target;
  private final String place;
  private final Means means;
  private final AuditQueue queue = new AuditQueue();
  private final CallerNames names;
  private final AtomicBoolean reopening = new AtomicBoolean();
  private boolean busy;
  private volatile boolean closed;
  private Task retry = Task.NONE;
  private Duration pause = AGAIN;
  private @Nullable String failing;
  private long lostMeanwhile;
  private final Promise<Long> ended = Promise.promise();

  /** Of the writer's thread: the line that is under way. */
  private @Nullable Rendered current;

  /**
   * What a writer works with.
   *
   * @param timing whose scheduler's thread it is called on
   * @param thread runs what blocks, one after the other
   * @param loop runs on the scheduler's thread
   * @param events told what becomes of lines
   */
  record Means(Timing timing, Executor thread, Executor loop, BrokerEvents events) {}

  AuditWriter(AuditTarget target, String place, Means means, CallerNames names) {
    this.target = target;
    this.place = place;
    this.means = means;
    this.names = names;
  }

  /** Writes {@code line} when its turn comes, if there is room for it. */
  void add(AuditLine line) {
    if (!queue.offer(line)) {
      lostMeanwhile++;
      means.events().auditLines("dropped", 1);
    }
    wake();
  }

  /** So many lines of another place were lost. */
  void lost(long lines) {
    queue.lose(lines);
    wake();
  }

  /** Opens the file anew: it may have been moved. */
  void reopen() {
    reopening.set(true);
    retry.cancel();
    retry = Task.NONE;
    wake();
  }

  /**
   * Writes what is left, and ends; given up where that takes too long. Completes with how many
   * lines were not written.
   */
  Future<Long> close() {
    closed = true;
    retry.cancel();
    retry = Task.NONE;
    Task givingUp = means.timing().scheduler().after(PATIENCE, this::end);
    wake();
    return ended.future().onComplete(done -> givingUp.cancel());
  }

  private void wake() {
    if (!busy && retry == Task.NONE) {
      busy = true;
      means.thread().execute(() -> run(drain()));
    }
  }

  private void run(Drained drained) {
    means.loop().execute(() -> drained(drained));
  }

  /** On the writer's thread. */
  private Drained drain() {
    if (reopening.getAndSet(false)) {
      target.reopen();
    }
    int written = 0;
    try {
      while (written < MOST_AT_ONCE) {
        Rendered next = next();
        if (next == null) {
          break;
        }
        target.write(next.text().getBytes(UTF_8));
        current = null;
        if (next.lost() > 0) {
          queue.told(next.lost());
        } else {
          queue.remove();
        }
        written++;
      }
      return new Drained(written, null);
    } catch (IOException e) {
      return new Drained(written, target.failure(e));
    } catch (RuntimeException e) {
      // A name that the file system cannot have, or the like: no line is worth the thread.
      return new Drained(written, new WriteFailure("other", e.getClass().getSimpleName()));
    } finally {
      if (closed) {
        target.reopen();
      }
    }
  }

  /** What is to be written next; how many were lost comes before everything else. */
  private @Nullable Rendered next() {
    if (current == null || !target.begun()) {
      long lost = queue.lost();
      AuditLine line = lost > 0 ? dropped(lost) : queue.peek();
      current = line == null ? null : new Rendered(line.text(names), lost);
    }
    return current;
  }

  private AuditLine dropped(long lost) {
    String members = new JsonMembers().put("lines", lost).toString();
    return new AuditLine(means.timing().clock().instant(), "dropped", null, members, false);
  }

  private void drained(Drained drained) {
    busy = false;
    Scheduler scheduler = means.timing().scheduler();
    if (drained.written() > 0) {
      means.events().auditLines("written", drained.written());
    }
    WriteFailure failure = drained.failure();
    if (failure != null) {
      failed(failure);
      if (closed) {
        end();
      } else {
        retry = scheduler.after(pause, this::again);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
      }
    } else {
      recovered();
      if (queue.size() > 0 || queue.lost() > 0) {
        wake();
      } else if (closed) {
        end();
      }
    }
  }

  private void end() {
    long left = queue.size() + queue.lost();
    if (ended.tryComplete(left) && left > 0) {
      means.events().auditLines("dropped", queue.size());
    }
  }

  private void again() {
    retry = Task.NONE;
    means.events().auditLines("retried", 1);
    wake();
  }

  private void failed(WriteFailure failure) {
    if (!failure.cause().equals(failing)) {
      failing = failure.cause();
      means.events().auditFailed(place, failure.cause(), failure.why());
    }
  }

  private void recovered() {
    pause = AGAIN;
    if (failing != null) {
      failing = null;
      means.events().auditRecovered(place, lostMeanwhile);
    }
    lostMeanwhile = 0;
  }

  /**
   * @param lost how many lost lines it tells of; 0 for the oldest of the queue
   */
  private record Rendered(String text, long lost) {}

  private record Drained(int written, @Nullable WriteFailure failure) {}
}
