package dev.stsbroker.reload;

import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stamps of files on other threads. A file that hangs is left out until it answers, so
 * that the others are still checked.
 */
final class FileStamps {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Executor threads;
  private final Scheduler scheduler;
  private final Set<Path> hanging = new HashSet<>();

  FileStamps(Vertx vertx, Executor threads, Scheduler scheduler) {
    this.vertx = vertx;
    this.threads = threads;
    this.scheduler = scheduler;
  }

  /** Whether {@code file} hung when it was last looked at, and has not answered since. */
  boolean hangs(Path file) {
    return hanging.contains(file);
  }

  /** The stamps of {@code files}, or of those that could be looked at in time. */
  Future<Map<Path, FileStamp>> of(Set<Path> files) {
    Set<Path> answering = new HashSet<>(files);
    answering.removeAll(hanging);
    Round round = new Round(answering);
    Promise<Map<Path, FileStamp>> outcome = Promise.promise();
    Context context = vertx.getOrCreateContext();
    Task deadline = scheduler.after(LONGEST, () -> giveUp(round, outcome));
    Runnable work =
        () -> {
          try {
            round.look();
          } finally {
            context.runOnContext(
                done -> {
                  deadline.cancel();
                  hanging.remove(round.hungAt);
                  outcome.tryComplete(Map.copyOf(round.stamps));
                });
          }
        };
    try {
      threads.execute(work);
    } catch (RejectedExecutionException e) {
      deadline.cancel();
      outcome.tryComplete(Map.of());
    }
    return outcome.future();
  }

  private void giveUp(Round round, Promise<Map<Path, FileStamp>> outcome) {
    round.over = true;
    round.hungAt = round.at;
    if (round.hungAt != null) {
      hanging.add(round.hungAt);
    }
    outcome.tryComplete(Map.copyOf(round.stamps));
  }

  /** One look at several files, one after the other, on one thread. */
  private static final class Round {
    private final Set<Path> files;
    private final Map<Path, FileStamp> stamps = new ConcurrentHashMap<>();
    private volatile @Nullable Path at;
    private volatile boolean over;

    /** Known to the event loop alone. */
    private @Nullable Path hungAt;

    Round(Set<Path> files) {
      this.files = files;
    }

    void look() {
      for (Path file : files) {
        if (over) {
          return;
        }
        at = file;
        stamps.put(file, FileStamp.of(file));
      }
      at = null;
    }
  }
}
