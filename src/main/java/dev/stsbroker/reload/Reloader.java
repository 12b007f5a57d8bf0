package dev.stsbroker.reload;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.AppliedReload;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigState;
import dev.stsbroker.event.StoppingException;
import dev.stsbroker.plan.Plan;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.TokenBucket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Changes the running configuration: reads the file whole, has it validated whole, and has it
 * applied in one step. If something is wrong with it, that is reported and the running one stays.
 * One change is made at a time; all requests that come meanwhile are answered by one more reload.
 */
public final class Reloader {
  /**
   * A key that could not be proved because STS did not answer is tried again, as is a file caught
   * half-written.
   */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  /** So many reloads at once, whoever asks, and then so many a second. */
  private static final int BURST = 20;

  private static final int PER_SECOND = 4;

  private final Origin origin;
  private final Target target;
  private final Scheduler scheduler;
  private final Vertx vertx;
  private final ReloadHistory ledger;
  private final ConfigReading reading;
  private final FileWatch watch;
  private BrokerConfig running;
  private @Nullable Promise<AppliedReload> waiting;
  private boolean busy;
  private boolean stopped;

  /**
   * What the configuration read last names, be it that it runs, is refused or still to be proved.
   */
  private Set<Path> named = Set.of();

  private Task tryAgain = Task.NONE;
  private @Nullable Task paused;
  private final TokenBucket turns;

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
    this.vertx = vertx;
    this.ledger = new ReloadHistory(outside.clock(), outside.events());
    this.reading = new ConfigReading(origin, scheduler);
    this.turns = new TokenBucket(BURST, PER_SECOND, scheduler::nanoTime);
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
    ledger.begin(running.warnings());
    return watch.start().onSuccess(watching -> catchUp());
  }

  private void catchUp() {
    reading
        .once(running)
        .onComplete(
            now -> {
              if (!running.equals(now.result())) {
                reload();
              }
            });
  }

  /** Stops watching. A reload that has begun is applied no more, nor is one that waits. */
  public void stop() {
    stopped = true;
    watch.stop();
    tryAgain.cancel();
    if (paused != null) {
      paused.cancel();
    }
    rotations.values().forEach(Task::cancel);
    begin();
  }

  /** Which configuration runs, and which was last refused. */
  public ConfigState state() {
    return ledger.state();
  }

  /** The running configuration, read from {@link Origin#file()}. */
  public BrokerConfig running() {
    return running;
  }

  /**
   * Reads and applies the configuration. Fails, with one line for each problem, if the running one
   * stays.
   */
  public Future<AppliedReload> reload() {
    Promise<AppliedReload> next = waiting;
    if (next == null) {
      next = Promise.promise();
      waiting = next;
    }
    Future<AppliedReload> outcome = next.future();
    if (!busy) {
      begin();
    }
    return outcome;
  }

  private void begin() {
    Promise<AppliedReload> asked = waiting;
    if (asked != null && stopped) {
      waiting = null;
      asked.fail(new StoppingException());
      return;
    }
    if (asked == null || paused != null || !takeTurn()) {
      return;
    }
    waiting = null;
    busy = true;
    tryAgain.cancel();
    watch
        .catchUp(ownFiles())
        .compose(known -> read())
        .compose(
            next ->
                plan(next)
                    .compose(plan -> target.apply(running, next).map(done -> applied(next, plan))))
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
    Duration wait = turns.take();
    if (wait.isZero()) {
      return true;
    }
    // Timers have milliseconds: rounded up, or it would come too early.
    paused =
        scheduler.after(
            Duration.ofMillis(wait.plusNanos(999_999).toMillis()),
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
    Future<BrokerConfig> once = reading.once(running);
    return once.transform(
        read -> {
          named = read.succeeded() ? read.result().files() : files(read.cause());
          return watch.note(named).compose(strange -> strange ? read() : once);
        });
  }

  private static Set<Path> files(Throwable why) {
    return why instanceof ConfigException wrong ? wrong.files() : Set.of();
  }

  /** What {@code next} would change; beside the event loop, since policies are compared. */
  private Future<ConfigDifference> plan(BrokerConfig next) {
    BrokerConfig before = running;
    if (next.doesAs(before)) {
      return Future.succeededFuture(ConfigDifference.NONE);
    }
    Path file = origin.file().toAbsolutePath();
    return vertx
        .executeBlocking(() -> Plan.between(before, next, file), false)
        .otherwise(ConfigDifference::untold);
  }

  private AppliedReload applied(BrokerConfig next, ConfigDifference difference) {
    boolean same = next.doesAs(running);
    running = next;
    return same ? ledger.unchanged() : ledger.applied(next.warnings(), difference);
  }

  private void refused(Throwable why) {
    if (why instanceof StoppingException) {
      return;
    }
    boolean again = mayPass(why);
    ledger.refused(why, again ? TRY_AGAIN : null);
    if (again) {
      tryAgain = scheduler.after(TRY_AGAIN, this::reload);
    }
  }

  /** Whether the failure may be gone in a moment without anybody changing a file. */
  private static boolean mayPass(Throwable why) {
    return why instanceof CredentialException failure && !failure.kind().lasting();
  }

  private Set<Path> watched() {
    Set<Path> files = new HashSet<>(running.files());
    files.addAll(named);
    files.add(origin.file());
    return files;
  }

  /** Those that a reload reads; what identities are read from is theirs to look at. */
  private Set<Path> ownFiles() {
    Set<Path> own = watched();
    running.identities().forEach(identity -> own.removeAll(identity.files()));
    return own;
  }

  private void changed(Set<Path> files) {
    Set<Path> others = new HashSet<>(files);
    for (SourceSettings identity : running.identities()) {
      if (!Collections.disjoint(files, identity.files())) {
        others.removeAll(identity.files());
        rotate(identity.name());
      }
    }
    if (!others.isEmpty() || ledger.lastRefused()) {
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
              if (mayPass(why)) {
                rotations.put(identity, scheduler.after(TRY_AGAIN, () -> rotate(identity)));
              }
            });
  }

  /**
   * The services that a reloader uses.
   *
   * @param clock the time of events
   * @param scheduler when to look
   * @param threads where files are looked at; one that hangs keeps one of them
   * @param events hears of reloads
   */
  public record Outside(
      InstantSource clock, Scheduler scheduler, Executor threads, BrokerEvents events) {}
}
