package dev.stsbroker.lease.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** What must hold of every call that starts. */
final class CallRules {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration FAILING_IDLE = Duration.ofMinutes(15);

  private final World world;
  private final long[] starts;
  private final long deadline;
  private int next;
  private int overdue;
  private int underWay;

  CallRules(World world) {
    this.world = world;
    this.starts = new long[world.plan().settings().callsPerSecond()];
    this.deadline = world.plan().settings().callDeadline().toNanos();
    Arrays.fill(starts, -SECOND);
  }

  /** How many calls are under way beyond their deadline. */
  int overdue() {
    return overdue;
  }

  /** How many calls are under way, those beyond their deadline with them. */
  int underWay() {
    return underWay;
  }

  OpenCall started(String key) {
    KeyHistory history = world.history(key);
    long now = world.time().nanoTime();
    world.told(history, "call starts", 0);
    world.tally().call();
    checkAlone(history, now);
    checkBudget(history, now);
    checkWanted(history, now);
    checkDue(history, now);
    checkTurn(history, now);
    OpenCall call = new OpenCall(this, history, now);
    history.open.add(call);
    underWay++;
    history.startsSinceLanding++;
    world.time().after(world.plan().settings().callDeadline(), call::expire);
    return call;
  }

  void gaveUp(OpenCall call) {
    overdue++;
    world.told(call.history(), "call is given up", 0);
  }

  void ended(OpenCall call) {
    underWay--;
    world.told(call.history(), "call ends", 0);
    if (call.overdue()) {
      overdue--;
      world.weather().unwell();
    }
  }

  /**
   * A while after a jump of the clock: nothing pinned may still wait for its time as it was before.
   */
  void checkNoticed(KeyHistory history) {
    Token loaded = history.loaded;
    if (loaded == null
        || !history.plan.retention().pinned()
        || history.jumpsAtLanding == world.jumps()) {
      return;
    }
    Instant due = loaded.issuedAt().plus(Plan7.refreshAge(world.life(loaded)));
    boolean calm = world.time().nanoTime() - history.landedAt < 61 * SECOND;
    world.check(
        calm || history.startsSinceLanding > 0 || !due.isBefore(world.now()),
        Invariant.NOTICED,
        history,
        () -> "due at " + due);
  }

  private void checkBudget(KeyHistory history, long now) {
    long before = starts[next];
    starts[next] = now;
    next = (next + 1) % starts.length;
    world.check(now - before >= SECOND, Invariant.BUDGET, history, "one call too many");
  }

  /** Once what is about to end is served, and every group had a turn, it is this one's. */
  private void checkTurn(KeyHistory history, long now) {
    long since = history.waitingSince;
    history.waitingSince = -1;
    if (since < 0 || history.plan.habit() == KeyPlan.Habit.JOB || now < history.excusedUntil) {
      return;
    }
    WorldPlan plan = world.plan();
    double turns = 2.0 * plan.keys().size() + plan.settings().maxSessions() + 3;
    long most = (long) ((turns / plan.settings().callsPerSecond() + 2) * SECOND);
    world.check(
        now - since <= most || !world.weather().clear() || history.jumpsAtLanding != world.jumps(),
        Invariant.FAIR,
        history,
        () -> "it waited " + Duration.ofNanos(now - since));
  }

  private void checkAlone(KeyHistory history, long now) {
    for (OpenCall other : history.open) {
      boolean givenUp = now - other.startedAt() >= deadline;
      world.check(
          givenUp || now < history.excusedUntil,
          Invariant.ONE_CALL,
          history,
          "a second call while one is under way");
    }
    world.check(
        overdue < world.plan().settings().maxAbandoned(),
        Invariant.ONE_CALL,
        history,
        "a call beyond the bound of given up ones");
    world.check(
        history.startsSinceLanding < 2 || now < history.excusedUntil,
        Invariant.ONE_CALL,
        history,
        "a third call for the same waiters");
  }

  private void checkWanted(KeyHistory history, long now) {
    if (history.plan.retention().pinned()) {
      return;
    }
    long idle = now - history.usedAt - (world.backwards() - history.backwardsAtUse);
    world.check(
        idle <= idleAfter(history).toNanos() + world.longestFlight(),
        Invariant.IDLE_RESTS,
        history,
        () -> "a call " + Duration.ofNanos(idle) + " after the last use");
  }

  private static Duration idleAfter(KeyHistory history) {
    Duration configured = history.plan.retention().idleAfter();
    if (!configured.isZero()) {
      return configured;
    }
    // A clock that is far behind takes a dead token for a live one.
    boolean lived = history.lastLife.compareTo(Duration.ZERO) > 0;
    return lived ? history.lastLife.multipliedBy(3) : FAILING_IDLE;
  }

  private void checkDue(KeyHistory history, long now) {
    if (history.forced
        || now < history.excusedUntil
        || history.jumpsAtLanding != world.jumps()
        || history.startsSinceLanding > 0) {
      return;
    }
    long pause = now - history.landedAt;
    if (history.failed != null) {
      checkRetry(history, history.failed, pause);
    } else if (history.loaded != null && world.live(history.loaded)) {
      Token loaded = history.loaded;
      world.check(
          pause >= Plan7.calm(world.life(loaded)).toNanos(),
          Invariant.CALM,
          history,
          () -> "a call " + Duration.ofNanos(pause) + " after the last one succeeded");
    }
  }

  private void checkRetry(KeyHistory history, KeyHistory.Failure failed, long pause) {
    world.check(
        pause >= failed.shortest().toNanos(),
        Invariant.RETRIES,
        history,
        () -> "a call " + Duration.ofNanos(pause) + " after " + failed.code());
    long failing = world.time().nanoTime() - history.failingSince;
    world.check(
        history.failuresInRow <= 20 + failing / (10 * SECOND),
        Invariant.RETRIES,
        history,
        () -> history.failuresInRow + " calls failed within " + Duration.ofNanos(failing));
  }
}
