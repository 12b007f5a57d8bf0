package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.Expiring;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key's value, which is replaced before it ends. A live value is answered at once; without one,
 * all callers wait for the same call; a failure is remembered and answered at once until the next
 * try has ended.
 *
 * <p>Everything runs on the scheduler's thread, so there is nothing to lock.
 *
 * @param <K> what decides the value
 * @param <V> the value
 */
public final class Lease<K, V extends Expiring> {
  /**
   * A value is no longer handed out when this is all that is left: it would end in the caller's
   * hands.
   */
  static final Duration LAST_SERVED = Duration.ofSeconds(60);

  private final Engine<K, V> engine;
  private final K key;
  private RetentionPolicy retention;

  private @Nullable V value;
  private Instant servedUntil = Instant.MIN;
  private long servedUntilNanos;
  private @Nullable Flight<V> flight;
  private final FailureStreak streak;
  private Task timer = Task.NONE;
  private @Nullable Instant nextAt;
  private Instant usedAt;
  private boolean retired;

  Lease(Engine<K, V> engine, K key, RetentionPolicy retention) {
    this.engine = engine;
    this.key = key;
    this.retention = retention;
    this.usedAt = engine.now();
    this.streak = new FailureStreak(usedAt);
  }

  /** What decides the value. */
  public K key() {
    return key;
  }

  /** The value if one is live; null otherwise. Never waits, never calls out. */
  public @Nullable V live() {
    Instant now = engine.now();
    usedAt = now;
    return serves(now) ? value : null;
  }

  /**
   * The live value; without one, the outcome of the one call under way, which is started if need
   * be. Fails with a {@link CredentialException}: the remembered one, at once, while a failure is
   * remembered.
   */
  public Future<V> get() {
    V held = live();
    if (held != null) {
      return Future.succeededFuture(held);
    }
    CredentialException failure = streak.failure();
    return failure == null || retired ? fly() : Future.failedFuture(failure);
  }

  /**
   * Starts a call now, or joins the one under way; the old value is served until the call has
   * succeeded.
   */
  public Future<V> refresh() {
    return fly();
  }

  /** By the wall clock and, should that be moved, by the steady one. */
  private boolean serves(Instant now) {
    return now.isBefore(servedUntil) && servedUntilNanos - engine.nanoTime() > 0;
  }

  /**
   * What its calls need is another from now on: starts one beside the one under way, whose success
   * is taken and whose failure is not; or is dropped where nobody uses it any more.
   */
  void startAnew() {
    Flight<V> current = flight;
    if (current == null) {
      renew();
    } else {
      depart(current.beside());
    }
  }

  /** Whether the last call failed, or the one under way is all that there is. */
  boolean wanting() {
    return failing() || (flight != null && !serves(engine.now()));
  }

  /** The lease's state. */
  public LeaseState state() {
    if (retired) {
      return LeaseState.RETIRED;
    }
    CredentialException failure = streak.failure();
    if (serves(engine.now())) {
      return failure == null ? LeaseState.FRESH : LeaseState.HOLDING;
    }
    if (failure != null && failure.kind().lasting()) {
      return LeaseState.REFUSED;
    }
    if (value != null) {
      return LeaseState.EXPIRED;
    }
    return flight == null ? LeaseState.EMPTY : LeaseState.LOADING;
  }

  /** When the next call is due; null while one is under way or none will be. */
  public @Nullable Instant nextAt() {
    return nextAt;
  }

  /** A snapshot of the lease; contains no secrets. */
  public LeaseSnapshot<K, V> snapshot() {
    Flight<V> flying = flight;
    return new LeaseSnapshot<>(
        key,
        state(),
        since(),
        value,
        streak.failure(),
        streak.failures(),
        nextAt,
        flying == null ? null : flying.since(),
        usedAt);
  }

  /** Since when it does what it is doing. */
  private Instant since() {
    Flight<V> flying = flight;
    return switch (state()) {
      case LOADING -> flying == null ? streak.since() : flying.since();
      case EXPIRED -> servedUntil;
      case REFUSED -> servedUntil.isAfter(streak.since()) ? servedUntil : streak.since();
      case EMPTY, FRESH, HOLDING, RETIRED -> streak.since();
    };
  }

  /** Keeps the key differently from now on. */
  void retain(RetentionPolicy other) {
    retention = other;
  }

  /** Whether the last call failed. */
  boolean failing() {
    return streak.failure() != null;
  }

  /** When it was last asked for. */
  Instant usedAt() {
    return usedAt;
  }

  RetentionPolicy retention() {
    return retention;
  }

  /** Whether a call is under way or waits for its turn. */
  boolean flying() {
    return flight != null;
  }

  /** No further calls; whoever waits for one under way still gets its outcome. */
  void retire() {
    retired = true;
    timer.cancel();
    nextAt = null;
  }

  /**
   * Arms the timer anew: to be called when the wall clock was stepped. What is overdue by the new
   * time is due now; what would be due later than if it were planned now is planned now, or a clock
   * set back by a day would put off a retry by a day.
   */
  void replan() {
    Instant due = nextAt;
    if (due != null) {
      Instant anew = plannedNow();
      arm(anew == null || due.isBefore(anew) ? due : anew);
    }
  }

  private @Nullable Instant plannedNow() {
    CredentialException failed = streak.failure();
    V held = value;
    if (failed != null) {
      return engine.retryAt(failed, streak.failures());
    }
    return held == null ? null : engine.refreshAt(key, held);
  }

  private Future<V> fly() {
    Flight<V> current = flight;
    if (current != null) {
      engine.listener().coalesced(key);
      return current.promise().future();
    }
    timer.cancel();
    nextAt = null;
    Promise<V> promise = Promise.promise();
    depart(new Flight<>(promise, 1, engine.now()));
    return promise.future();
  }

  private void depart(Flight<V> next) {
    flight = next;
    // A refresh becomes urgent before what is held ends.
    Instant urgent = serves(engine.now()) ? servedUntil.minus(Engine.URGENT) : null;
    engine.call(urgent, retention, key, () -> next.equals(flight), outcome -> land(next, outcome));
  }

  private void land(Flight<V> landed, Future<V> outcome) {
    if (!landed.equals(flight) && (outcome.failed() || flight == null)) {
      return;
    }
    if (outcome.succeeded()) {
      publish(landed, outcome.result());
    } else {
      fail(landed, CredentialException.of(outcome.cause()));
    }
    if (flight == null) {
      engine.store().landed(this);
    }
  }

  private void publish(Flight<V> landed, V fresh) {
    Instant now = engine.now();
    Instant until = engine.end(key, fresh).minus(LAST_SERVED);
    if (!now.isBefore(until)) {
      land(landed, Future.failedFuture(Engine.deadOnArrival(fresh)));
      return;
    }
    streak.succeeded(now, !serves(now));
    value = fresh;
    servedUntil = until;
    servedUntilNanos = engine.nanoTime() + engine.longest(key).minus(LAST_SERVED).toNanos();
    if (landed.equals(flight)) {
      flight = null;
      arm(engine.refreshAt(key, fresh));
    }
    engine.listener().loaded(key, fresh);
    landed.promise().tryComplete(fresh);
  }

  private void fail(Flight<V> landed, CredentialException why) {
    if (!retired && !streak.known(why) && RetryPlan.again(why.kind(), landed.tries())) {
      depart(landed.again());
      return;
    }
    streak.failed(why, engine.now());
    flight = null;
    arm(engine.retryAt(why, streak.failures()));
    engine.listener().failed(key, why, streak.failures());
    landed.promise().tryFail(why);
  }

  private void arm(Instant due) {
    if (retired) {
      return;
    }
    timer.cancel();
    nextAt = due;
    timer = engine.after(Duration.between(engine.now(), due), this::renew);
  }

  /** Starts a call as {@link #refresh()} does, or is dropped where nobody uses it any more. */
  void renew() {
    if (idle()) {
      engine.store().drop(this);
    } else {
      fly();
    }
  }

  private boolean idle() {
    V held = value;
    return retention.over(engine.now(), usedAt, held == null ? null : engine.life(key, held));
  }
}
