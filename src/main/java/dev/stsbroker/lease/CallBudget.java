package dev.stsbroker.lease;

import dev.stsbroker.share.Turns;
import dev.stsbroker.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Lets at most {@code callsPerSecond} calls start within any second.
 *
 * <p>It remembers when the last {@code callsPerSecond} calls started and lets the next one go when
 * the oldest of them is a second old: no window of a second, wherever it is laid, holds more.
 *
 * <p>Calls wait in two queues. Refreshes of values that are held are sorted by when they become
 * urgent; those that are urgent go first. Calls for keys that hold nothing come next, in fair turns
 * between callers, and between the groups of each: one with hundreds of them delays another's first
 * call by one turn. Refreshes that are not urgent yet use what is left.
 */
final class CallBudget {
  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

  private final Scheduler scheduler;
  private long[] starts;
  private final PriorityQueue<Refresh> refreshes =
      new PriorityQueue<>(Comparator.comparing(Refresh::urgent).thenComparing(Refresh::number));

  /** Calls of keys that hold nothing. */
  private final Turns<Runnable> turns = new Turns<>();

  private int oldest;
  private int waiting;
  private long number;
  private boolean armed;

  CallBudget(int callsPerSecond, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.starts = longAgo(callsPerSecond);
  }

  /** Lets another number of calls start a second; those of the last second count. */
  void limit(int callsPerSecond, Instant now) {
    if (callsPerSecond == starts.length) {
      return;
    }
    long[] next = longAgo(callsPerSecond);
    for (int i = 1; i <= Math.min(callsPerSecond, starts.length); i++) {
      next[callsPerSecond - i] = starts[Math.floorMod(oldest - i, starts.length)];
    }
    starts = next;
    oldest = 0;
    drain(now);
  }

  private long[] longAgo(int calls) {
    long[] times = new long[calls];
    Arrays.fill(times, scheduler.nanoTime() - WINDOW_NANOS);
    return times;
  }

  /** How many calls wait for their turn. */
  int waiting() {
    return waiting;
  }

  /**
   * Adds a refresh of a held value, which goes before everything else from {@code urgent} on.
   * {@link #drain} starts it.
   */
  void addRefresh(Instant urgent, Runnable action) {
    refreshes.add(new Refresh(urgent, number++, action));
    waiting++;
  }

  /**
   * Adds a call of a key that holds nothing, to the turns of its caller and group. {@link #drain}
   * starts it.
   *
   * @param most calls of a caller and group that may wait
   * @return whether it was added; no if {@code most} of them wait already
   */
  boolean addFirst(Object caller, Object group, Runnable action, int most) {
    boolean added = turns.add(caller, group, action, most);
    waiting += added ? 1 : 0;
    return added;
  }

  /**
   * Starts what the budget allows now; the rest is started as soon as it does.
   *
   * @param now the wall clock's, which says what is urgent
   */
  void drain(Instant now) {
    while (waiting > 0) {
      long nanos = scheduler.nanoTime();
      long wait = starts[oldest] + WINDOW_NANOS - nanos;
      if (wait > 0) {
        arm(wait, now, nanos);
        return;
      }
      Runnable action = next(now);
      waiting--;
      starts[oldest] = nanos;
      oldest = (oldest + 1) % starts.length;
      action.run();
    }
  }

  private Runnable next(Instant now) {
    Refresh refresh = refreshes.peek();
    if (refresh != null && (turns.isEmpty() || !now.isBefore(refresh.urgent()))) {
      return refreshes.remove().action();
    }
    return turns.next();
  }

  private void arm(long nanos, Instant now, long armedAt) {
    if (!armed) {
      armed = true;
      // Timers have milliseconds: round up, or it would come too early and spin.
      Duration wait = Duration.ofMillis(nanos / 1_000_000 + 1);
      scheduler.after(
          wait,
          () -> {
            armed = false;
            drain(now.plusNanos(scheduler.nanoTime() - armedAt));
          });
    }
  }

  private record Refresh(Instant urgent, long number, Runnable action) {}
}
