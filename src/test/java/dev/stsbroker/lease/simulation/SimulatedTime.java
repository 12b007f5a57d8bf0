package dev.stsbroker.lease.simulation;

import dev.stsbroker.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Three clocks of one machine: the true time, the steady clock (stands still while suspended,
 * drives the timers) and the wall clock (the true time and an error that steps change). One thread,
 * no locks, cancelled timers skipped when they come up.
 */
final class SimulatedTime implements InstantSource, Scheduler {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long steady;
  private long suspended;
  private long error;
  private long number;

  @Override
  public Instant instant() {
    return START.plusNanos(steady + suspended + error);
  }

  /** What time it really is. */
  Instant truth() {
    return START.plusNanos(steady + suspended);
  }

  /** Nanoseconds of a clock that goes on while the machine sleeps. */
  long sinceBoot() {
    return steady + suspended;
  }

  /** How far the wall clock is from the truth, in nanoseconds. */
  long error() {
    return error;
  }

  @Override
  public long nanoTime() {
    return steady;
  }

  @Override
  public Task after(Duration delay, Runnable action) {
    Timer timer = new Timer(steady + Math.max(0, delay.toNanos()), number++, action);
    timers.add(timer);
    return () -> timer.cancelled = true;
  }

  /** Steps the wall clock alone. */
  void stepWall(Duration step) {
    error += step.toNanos();
  }

  /** The machine sleeps: the time goes on, the steady clock and the timers do not. */
  void suspend(Duration length) {
    suspended += length.toNanos();
  }

  /**
   * Runs everything due within {@code length}, each at its time and {@code afterEach} behind it.
   */
  void run(Duration length, Runnable afterEach) {
    long end = steady + length.toNanos();
    for (Timer next = timers.peek(); next != null && next.due <= end; next = timers.peek()) {
      timers.remove();
      if (!next.cancelled) {
        steady = Math.max(steady, next.due);
        next.action.run();
        afterEach.run();
      }
    }
    steady = end;
  }

  private static final class Timer implements Comparable<Timer> {
    final long due;
    final long number;
    final Runnable action;
    boolean cancelled;

    Timer(long due, long number, Runnable action) {
      this.due = due;
      this.number = number;
      this.action = action;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(due, other.due);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }
}
