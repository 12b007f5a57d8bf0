package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.Expiring;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all leases of one cache share: clock, scheduler, loader, and the bounds on calls.
 */
final class Engine<K, V extends Expiring> {
  /** How long before a held value ends its refresh goes before those of keys that hold nothing. */
  static final Duration URGENT = Duration.ofMinutes(10);

  private LeaseSettings settings;
  private final Loader<K, V> loader;
  private final Timing timing;
  private final LeaseListener<K, V> listener;
  private final CallBudget budget;
  private final LeaseStore<K, V> store;
  private int abandoned;
  private boolean threw;

  Engine(
      LeaseSettings settings,
      Loader<K, V> loader,
      Timing timing,
      LeaseListener<K, V> listener,
      LeaseStore<K, V> store) {
    this.settings = settings;
    this.loader = loader;
    this.timing = timing;
    this.listener = new Told<>(listener, this::thrown);
    this.budget = new CallBudget(settings.callsPerSecond(), timing.scheduler());
    this.store = store;
  }

  void settings(LeaseSettings next) {
    settings = next;
    budget.limit(next.callsPerSecond(), now());
  }

  Instant now() {
    return timing.clock().instant();
  }

  long nanoTime() {
    return timing.scheduler().nanoTime();
  }

  Duration longest(K key) {
    return loader.longest(key);
  }

  /** Of {@code held} as it says, within what is believed. */
  Duration life(K key, V held) {
    Duration said = Duration.between(held.issuedAt(), held.expiresAt());
    Duration most = longest(key);
    return said.compareTo(most) < 0 ? said : most;
  }

  /** Of {@code fresh}, which has just arrived, as it says, within what is believed. */
  Instant end(K key, V fresh) {
    Instant latest = now().plus(longest(key));
    return fresh.expiresAt().isBefore(latest) ? fresh.expiresAt() : latest;
  }

  /** When {@code held} is to be replaced. */
  Instant refreshAt(K key, V held) {
    Duration life = life(key, held);
    Instant planned = RefreshPlan.refreshAt(held.issuedAt(), held.issuedAt().plus(life), draw());
    Instant soonest = now().plus(RefreshPlan.soonest(life));
    return planned.isBefore(soonest) ? soonest : planned;
  }

  /** When what failed {@code failures} times in a row, lastly so, is tried again. */
  Instant retryAt(CredentialException why, int failures) {
    return now().plus(RetryPlan.pause(why, failures, draw()));
  }

  Task after(Duration delay, Runnable action) {
    return timing.scheduler().after(delay, action);
  }

  private double draw() {
    return timing.random().nextDouble();
  }

  void assertOwner() {
    timing.scheduler().assertOwner();
  }

  /**
   * Takes what a listener threw, and throws the first of it where it can break nothing and is
   * reported: in an action of its own.
   */
  private void thrown(RuntimeException e) {
    if (!threw) {
      threw = true;
      after(
          Duration.ZERO,
          () -> {
            throw e;
          });
    }
  }

  LeaseListener<K, V> listener() {
    return listener;
  }

  LeaseStore<K, V> store() {
    return store;
  }

  int abandoned() {
    return abandoned;
  }

  int waiting() {
    return budget.waiting();
  }

  /**
   * Makes one call within the budget and the deadline; {@code land} hears of it exactly once,
   * unless it is not wanted any more when its turn has come.
   *
   * @param urgent from when the call goes before all others; null where {@code key} holds nothing,
   *     then it takes turns with the calls of other owners and groups
   */
  void call(
      @Nullable Instant urgent,
      RetentionPolicy retention,
      K key,
      BooleanSupplier wanted,
      Consumer<Future<V>> land) {
    Runnable action =
        () -> {
          if (wanted.getAsBoolean()) {
            start(key, land);
          }
        };
    if (urgent != null) {
      budget.addRefresh(urgent, action);
    } else if (!budget.addFirst(
        retention.owner(), loader.group(key), action, settings.maxSessions())) {
      land.accept(Future.failedFuture(tooManyWaiting()));
      return;
    }
    budget.drain(now());
  }

  private void start(K key, Consumer<Future<V>> land) {
    if (abandoned >= settings.maxAbandoned()) {
      land.accept(Future.failedFuture(tooManyAbandoned()));
      return;
    }
    Attempt attempt = new Attempt(land);
    attempt.deadline = after(settings.callDeadline(), attempt::abandon);
    load(key)
        .onComplete(
            done ->
                attempt.end(
                    done.succeeded()
                        ? Future.succeededFuture(done.result())
                        : Future.failedFuture(done.cause())));
  }

  private Future<V> load(K key) {
    try {
      return loader.load(key);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  static CredentialException deadOnArrival(Expiring value) {
    return CredentialException.of(
        FailureKind.UNAVAILABLE,
        FailureCode.BAD_EXPIRATION,
        "the answer's Expiration " + value.expiresAt() + " leaves no life to serve");
  }

  private CredentialException tooManyWaiting() {
    return CredentialException.of(
        FailureKind.UNAVAILABLE,
        FailureCode.TOO_MANY_WAITING_CALLS,
        settings.maxSessions() + " first calls wait for their turn; no more until some are made");
  }

  private CredentialException tooManyAbandoned() {
    return CredentialException.of(
        FailureKind.UNAVAILABLE,
        FailureCode.TOO_MANY_HUNG_CALLS,
        abandoned + " calls were given up and have not ended; no new ones until some do");
  }

  /** The map the leases are in, as they see it. */
  interface LeaseStore<K, V extends Expiring> {
    /** Nobody uses it any more. */
    void drop(Lease<K, V> idle);

    /** Its call is over, with whatever outcome: it may make store for others now. */
    void landed(Lease<K, V> lease);
  }

  /** One call: it ends, or is abandoned first and then counted until it ends. */
  private final class Attempt {
    private final Consumer<Future<V>> land;
    private Task deadline = Task.NONE;
    private boolean landed;
    private boolean ended;

    Attempt(Consumer<Future<V>> land) {
      this.land = land;
    }

    void end(Future<V> outcome) {
      assertOwner();
      ended = true;
      if (landed) {
        abandoned--;
        return;
      }
      landed = true;
      deadline.cancel();
      land.accept(outcome);
    }

    void abandon() {
      if (ended) {
        return;
      }
      landed = true;
      abandoned++;
      land.accept(Future.failedFuture(gaveUp()));
    }

    private CredentialException gaveUp() {
      return CredentialException.of(
          FailureKind.UNAVAILABLE,
          FailureCode.DEADLINE_EXCEEDED,
          "no answer within " + settings.callDeadline().toSeconds() + " s");
    }
  }
}
