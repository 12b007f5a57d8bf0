package dev.stsbroker.reload;

import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Checks every few seconds which of the watched files have changed: written in place, renamed over,
 * or swapped by a symlink several folders up.
 */
final class FileWatch {
  private static final Duration PACE = Duration.ofSeconds(2);

  private final FileStamps stamps;
  private final Scheduler scheduler;
  private final Supplier<Set<Path>> watched;
  private final Consumer<Set<Path>> changed;
  private final Map<Path, FileStamp> known = new HashMap<>();
  private Task next = Task.NONE;
  private boolean stopped;

  /**
   * @param stamps looks at files
   * @param watched the files to watch, asked for before each look
   * @param changed told which have changed since the last look
   */
  FileWatch(
      FileStamps stamps,
      Scheduler scheduler,
      Supplier<Set<Path>> watched,
      Consumer<Set<Path>> changed) {
    this.stamps = stamps;
    this.scheduler = scheduler;
    this.watched = watched;
    this.changed = changed;
  }

  /**
   * Takes the files as they are for known, and looks from then on; completes when the first look is
   * done.
   */
  Future<Void> start() {
    return look(Set.copyOf(watched.get())).onComplete(done -> again()).mapEmpty();
  }

  /**
   * Takes those of {@code files} that are not known yet for known as they are now; says whether
   * there were any. Whatever was read from them before may be out of date; what is read from now on
   * is not, or a later look tells.
   */
  Future<Boolean> note(Set<Path> files) {
    Set<Path> strange = new HashSet<>(files);
    strange.removeAll(known.keySet());
    strange.removeIf(stamps::hangs);
    return strange.isEmpty()
        ? Future.succeededFuture(false)
        : stamps
            .of(strange)
            .map(
                found -> {
                  found.forEach(known::putIfAbsent);
                  return !found.isEmpty();
                });
  }

  /**
   * Takes those of {@code files} that are known for known as they are now: whoever is about to read
   * them need not be told of what changed before.
   */
  Future<Void> catchUp(Set<Path> files) {
    Set<Path> watching = new HashSet<>(files);
    watching.retainAll(known.keySet());
    return stamps
        .of(watching)
        .map(
            found -> {
              found.forEach(known::put);
              return null;
            });
  }

  void stop() {
    stopped = true;
    next.cancel();
  }

  private void again() {
    if (!stopped) {
      next = scheduler.after(PACE, this::lookAndTell);
    }
  }

  private void lookAndTell() {
    look(Set.copyOf(watched.get()))
        .onSuccess(
            different -> {
              if (!different.isEmpty() && !stopped) {
                changed.accept(different);
              }
            })
        .onComplete(done -> again());
  }

  /**
   * The files that differ from the last look; files not looked at before are only taken note of.
   */
  private Future<Set<Path>> look(Set<Path> files) {
    return stamps
        .of(files)
        .map(
            found -> {
              Set<Path> different = new HashSet<>();
              found.forEach(
                  (file, stamp) -> {
                    FileStamp before = known.put(file, stamp);
                    if (before != null && !before.equals(stamp)) {
                      different.add(file);
                    }
                  });
              known.keySet().retainAll(watched.get());
              return different;
            });
  }
}
