package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.SourceSettings;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Changes the running configuration: reads the file whole, has it validated whole, and has it
 * applied in one step. What is wrong with it is told, and the running one stays. One change is made
 * at a time; any number of requests that come meanwhile are answered by one more.
 */
public final class Reloader {
  /**
   * A key that could not be proved because STS did not answer is tried again, as is a file caught
   * half-written.
   */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  /** So many reloads at once, whoever asks, and then one in each pause. */
  private static final int BURST = 20;

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Of the configuration and the policies it names; a file system that hangs takes for ever. */
  private static final Duration LONGEST_READING = Duration.ofSeconds(30);

  private final Origin origin;
  private final Target target;
  private final Scheduler scheduler;
  private final BrokerEvents events;
  private final FileWatch watch;

  private BrokerConfig running;
  private long generation = 1;
  private @Nullable Promise<Long> waiting;
  private int hanging;
  private boolean busy;
  private boolean lastRefused;

  /**
   * What the configuration read last names, be it that it runs, is refused or still to be proved.
   */
  private Set<Path> named = Set.of();

  private Task tryAgain = Task.NONE;
  private @Nullable Task paused;
  private int spare = BURST;
  private long spareSince;

  /** Rotations to be tried again, by identity: a reload that is tried again takes none's place. */
  private final Map<String, Task> rotations = new HashMap<>();

  /**
   * @param running what {@code origin} was when the broker started
   */
  public Reloader(
      Vertx vertx, Origin origin, BrokerConfig running, Target target, Outside outside) {
    this.origin = origin;
    this.running = running;
    this.target = target;
    this.scheduler = outside.scheduler();
    this.events = outside.events();
    this.spareSince = scheduler.nanoTime();
    this.watch =
        new FileWatch(
            new FileStamps(vertx, outside.threads(), scheduler),
            scheduler,
            this::watched,
            this::changed);
  }

  /**
   * Starts to watch the configuration file and all files it names; what has changed since they were
   * read is applied in the background.
   */
  public Future<Void> start() {
    events.configApplied(generation, running.warnings());
    return watch.start().onSuccess(watching -> catchUp());
  }

  private void catchUp() {
    load()
        .onComplete(
            now -> {
              if (!running.equals(now.result())) {
                reload();
              }
            });
  }

  /** Stops watching. */
  public void stop() {
    watch.stop();
    tryAgain.cancel();
    if (paused != null) {
      paused.cancel();
    }
    rotations.values().forEach(Task::cancel);
  }

  /** How many configurations have been applied, the first one included. */
  public long generation() {
    return generation;
  }

  /**
   * Reads and applies the configuration; the generation that runs afterwards. Fails, with one line
   * a problem, if the running one stays.
   */
  public Future<Long> reload() {
    Promise<Long> next = waiting;
    if (next == null) {
      next = Promise.promise();
      waiting = next;
    }
    Future<Long> outcome = next.future();
    if (!busy) {
      begin();
    }
    return outcome;
  }

  private void begin() {
    Promise<Long> asked = waiting;
    if (asked == null || paused != null || !takeTurn()) {
      return;
    }
    waiting = null;
    busy = true;
    tryAgain.cancel();
    read()
        .compose(next -> target.apply(running, next).map(done -> next))
        .map(this::applied)
        .onFailure(this::refused)
        .onComplete(
            done -> {
              busy = false;
              asked.handle(done);
              begin();
            });
  }

  /** Whether a reload may begin now; else it begins after the pause. */
  private boolean takeTurn() {
    long now = scheduler.nanoTime();
    long pauses = (now - spareSince) / PAUSE.toNanos();
    spareSince += pauses * PAUSE.toNanos();
    spare = (int) Math.min(BURST, spare + pauses);
    if (spare > 0) {
      spare--;
      return true;
    }
    paused =
        scheduler.after(
            PAUSE,
            () -> {
              paused = null;
              begin();
            });
    return false;
  }

  /**
   * The configuration as it stands, or what is wrong with it; read again where it names files that
   * were not watched, since they may have changed before they were.
   */
  private Future<BrokerConfig> read() {
    Future<BrokerConfig> reading = load();
    return reading.transform(
        read -> {
          named = read.succeeded() ? read.result().files() : files(read.cause());
          return watch.note(named).compose(strange -> strange ? read() : reading);
        });
  }

  /** Reads the configuration once; while a reading that took too long hangs, no other begins. */
  private Future<BrokerConfig> load() {
    if (hanging > 0) {
      return Future.failedFuture(unread());
    }
    Promise<BrokerConfig> outcome = Promise.promise();
    Task deadline =
        scheduler.after(
            LONGEST_READING,
            () -> {
              hanging++;
              outcome.fail(unread());
            });
    origin
        .load()
        .get()
        .onComplete(
            done -> {
              if (outcome.future().isComplete()) {
                hanging--;
              } else {
                deadline.cancel();
                outcome.handle(done);
              }
            });
    return outcome.future();
  }

  private IOException unread() {
    return new IOException(
        origin.file()
            + ": not read within "
            + LONGEST_READING.toSeconds()
            + " s: it hangs, or a file that it names does");
  }

  private static Set<Path> files(Throwable why) {
    return why instanceof ConfigException wrong ? wrong.files() : Set.of();
  }

  private long applied(BrokerConfig next) {
    running = next;
    lastRefused = false;
    generation++;
    events.configApplied(generation, next.warnings());
    return generation;
  }

  private void refused(Throwable why) {
    lastRefused = true;
    events.configRefused(String.valueOf(why.getMessage()));
    if (Retryable.is(why)) {
      tryAgain = scheduler.after(TRY_AGAIN, this::reload);
    }
  }

  private Set<Path> watched() {
    Set<Path> files = new HashSet<>(running.files());
    files.addAll(named);
    files.add(origin.file());
    return files;
  }

  private void changed(Set<Path> files) {
    Set<Path> others = new HashSet<>(files);
    for (SourceSettings identity : running.identities()) {
      if (!Collections.disjoint(files, identity.files())) {
        others.removeAll(identity.files());
        rotate(identity.name());
      }
    }
    if (!others.isEmpty() || lastRefused) {
      reload();
    }
  }

  private void rotate(String identity) {
    Task planned = rotations.remove(identity);
    if (planned != null) {
      planned.cancel();
    }
    target
        .identityChanged(identity)
        .onFailure(
            why -> {
              if (Retryable.is(why)) {
                rotations.put(identity, scheduler.after(TRY_AGAIN, () -> rotate(identity)));
              }
            });
  }

  /**
   * What a reloader is given from outside.
   *
   * @param scheduler when to look
   * @param threads where files are looked at; one that hangs keeps one of them
   * @param events whom to tell
   */
  public record Outside(Scheduler scheduler, Executor threads, BrokerEvents events) {}
}
