package dev.stsbroker.lease;

import dev.stsbroker.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Lets at most so many calls start within any second, the most urgent first.
 *
 * <p>It remembers when the last {@code callsPerSecond} calls started and lets the next one go when
 * the oldest of them is a second old: no window of a second, wherever it is laid, holds more.
 */
final class CallBudget {
  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

  private final Scheduler scheduler;
  private long[] starts;
  private final PriorityQueue<Call> waiting =
      new PriorityQueue<>(Comparator.comparing(Call::urgency).thenComparing(Call::number));
  private int oldest;
  private long number;
  private boolean armed;

  CallBudget(int callsPerSecond, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.starts = longAgo(callsPerSecond);
  }

  /** Lets another number of calls start a second; those of the last second count. */
  void limit(int callsPerSecond) {
    if (callsPerSecond == starts.length) {
      return;
    }
    long[] next = longAgo(callsPerSecond);
    for (int i = 1; i <= Math.min(callsPerSecond, starts.length); i++) {
      next[callsPerSecond - i] = starts[Math.floorMod(oldest - i, starts.length)];
    }
    starts = next;
    oldest = 0;
    drain();
  }

  private long[] longAgo(int calls) {
    long[] times = new long[calls];
    Arrays.fill(times, scheduler.nanoTime() - WINDOW_NANOS);
    return times;
  }

  /**
   * Starts {@code action} now if the budget allows, else as soon as it does; earlier urgency goes
   * first.
   */
  void start(Instant urgency, Runnable action) {
    waiting.add(new Call(urgency, number++, action));
    drain();
  }

  /** How many calls wait for their turn. */
  int waiting() {
    return waiting.size();
  }

  private void drain() {
    while (!waiting.isEmpty()) {
      long now = scheduler.nanoTime();
      long wait = starts[oldest] + WINDOW_NANOS - now;
      if (wait > 0) {
        arm(wait);
        return;
      }
      Call call = waiting.remove();
      starts[oldest] = now;
      oldest = (oldest + 1) % starts.length;
      call.action().run();
    }
  }

  private void arm(long nanos) {
    if (!armed) {
      armed = true;
      // Timers have milliseconds: round up, or it would come too early and spin.
      Duration wait = Duration.ofMillis(nanos / 1_000_000 + 1);
      scheduler.after(wait, this::wake);
    }
  }

  private void wake() {
    armed = false;
    drain();
  }

  private record Call(Instant urgency, long number, Runnable action) {}
}
