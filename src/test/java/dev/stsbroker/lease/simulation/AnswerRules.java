package dev.stsbroker.lease.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What must hold of every answer, and of those that are still to come. */
final class AnswerRules {
  /** The last minute, less what dates in whole seconds and their latency may hide. */
  private static final Duration LEAST_IN_TRUTH = Duration.ofSeconds(55);

  /**
   * The same while the clock is off and nothing has proved it yet: what was asked and a minute,
   * counted from the arrival of an answer that took its time, is all there is to go by.
   */
  private static final Duration LEAST_UNPROVED = Duration.ofSeconds(-25);

  private final World world;
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

  AnswerRules(World world) {
    this.world = world;
  }

  /** A caller has asked and got {@code answer}. */
  void asked(KeyHistory history, Future<Token> answer) {
    Token held = history.held;
    boolean live = held != null && world.live(held);
    boolean done = answer.isComplete();
    world.check(done || !live, Invariant.NO_WAIT, history, "waits though a value is live");
    world.check(
        !live || answer.succeeded(), Invariant.KEPT, history, "refused though a value is live");
    world.check(
        answer.succeeded() || !spoilt(history),
        Invariant.FLOOR,
        history,
        "nothing at all is served");
    if (!done) {
      await(history, answer);
    } else if (answer.succeeded()) {
      atOnce(history, answer.result());
    } else {
      remembered(history);
    }
  }

  /** Whether {@code history}'s key has to be live now, by good weather and being pinned. */
  private boolean spoilt(KeyHistory history) {
    return history.plan.retention().pinned() && world.wellFor(history.plan.life());
  }

  private void await(KeyHistory history, Future<Token> answer) {
    world.told(history, "asked: waits", 0);
    if (history.waitingSince < 0 && history.open.isEmpty()) {
      history.waitingSince = world.time().nanoTime();
    }
    Waiter waiter = new Waiter(history, world.time().nanoTime());
    waiters.add(waiter);
    answer.onComplete(done -> waited(waiter, done.succeeded() ? done.result() : null));
  }

  private void waited(Waiter waiter, @Nullable Token token) {
    KeyHistory history = waiter.history;
    world.check(!waiter.answered, Invariant.ANSWERED, history, "a waiter is answered twice");
    waiter.answered = true;
    world.tally().answer();
    if (token != null) {
      checkServed(history, token);
      world.told(history, "waiter gets", token.serial());
    } else {
      world.told(history, "waiter is told of a failure", 0);
    }
  }

  private void atOnce(KeyHistory history, Token token) {
    world.tally().answer();
    world.told(history, "asked: gets", token.serial());
    checkServed(history, token);
    Token before = history.held;
    world.check(
        before == null || token.serial() >= before.serial(),
        Invariant.KEPT,
        history,
        "an older value than before is served");
    history.held = token;
  }

  private void remembered(KeyHistory history) {
    world.tally().answer();
    world.told(history, "asked: is told of a failure", history.failuresInRow);
    KeyHistory.Failure failure = history.failed;
    if (failure != null && world.time().nanoTime() >= history.excusedUntil) {
      long old = world.time().nanoTime() - history.landedAt;
      // A jump of the clock may begin the pause anew.
      long pauses = 1 + world.jumps() - history.jumpsAtLanding;
      world.check(
          old <= pauses * failure.longest().toNanos() + world.longestFlight(),
          Invariant.RETRIED,
          history,
          () -> failure.code() + " is " + Duration.ofNanos(old) + " old");
    }
  }

  private void checkServed(KeyHistory history, Token token) {
    Duration left = Duration.between(world.now(), token.expiresAt());
    world.check(
        token.key().equals(history.plan.name()),
        Invariant.LIVE_AND_OWN,
        history,
        () -> "the value of " + token.key());
    world.check(
        left.compareTo(Plan7.LAST_SERVED) > 0,
        Invariant.LIVE_AND_OWN,
        history,
        () -> left + " left");
    Duration truly = world.leftInTruth(token);
    world.check(
        truly == null || truly.compareTo(world.clockIsTrue() ? LEAST_IN_TRUTH : LEAST_UNPROVED) > 0,
        Invariant.TRUTH,
        history,
        () -> truly + " left in truth");
    long age = world.time().nanoTime() - token.arrivesAt();
    world.check(
        age <= history.plan.life().toNanos(),
        Invariant.BELIEVED,
        history,
        () -> Duration.ofNanos(age) + " old");
    Duration floor = Plan7.floor(world.life(token));
    world.check(
        left.compareTo(floor) >= 0 || !well(history, token),
        Invariant.FLOOR,
        history,
        () -> left + " left, the floor is " + floor);
  }

  private boolean well(KeyHistory history, Token token) {
    Duration life = world.life(token);
    Duration planned = history.plan.life();
    return world.wellFor(life.compareTo(planned) > 0 ? life : planned);
  }

  /** Looks for a waiter that has waited too long; the oldest is always in front. */
  void checkWaiters() {
    while (!waiters.isEmpty() && waiters.peek().answered) {
      waiters.remove();
    }
    Waiter oldest = waiters.peek();
    if (oldest != null) {
      long waited = world.time().nanoTime() - oldest.since;
      world.check(
          waited <= world.longestFlight(),
          Invariant.ANSWERED,
          oldest.history,
          () -> "a waiter waits for " + Duration.ofNanos(waited));
    }
  }

  private static final class Waiter {
    final KeyHistory history;
    final long since;
    boolean answered;

    Waiter(KeyHistory history, long since) {
      this.history = history;
      this.since = since;
    }
  }
}
