package dev.stsbroker.testing;

import dev.stsbroker.time.OwnerThread;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A clock and a scheduler that stand still until they are moved. Moving them runs what falls due,
 * in order, each at its own time; the wall clock can be stepped apart from the steady one.
 */
public final class ManualTime implements InstantSource, Scheduler {
  private final Executor executor;
  private final Instant start;

  /** A tree, since a queue looks through all of itself to cancel one. */
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));

  private Instant wall;
  private long nanos;
  private long sleptNanos;
  private final OwnerThread owner = new OwnerThread();
  private long number;

  /** Runs actions on the thread that moves the clock. */
  public ManualTime(Instant start) {
    this(start, Runnable::run);
  }

  /** Runs actions by {@code executor}. */
  public ManualTime(Instant start, Executor executor) {
    this.start = start;
    this.wall = start;
    this.executor = executor;
  }

  /** This clock, this scheduler, and random numbers from {@code seed}. */
  public Timing timing(long seed) {
    return new Timing(this, this, new java.util.Random(seed));
  }

  /** This clock and scheduler, and a given source of randomness. */
  public Timing timing(RandomGenerator random) {
    return new Timing(this, this, random);
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public void assertOwner() {
    owner.check();
  }

  @Override
  public synchronized Task after(Duration delay, Runnable action) {
    Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), number++, action);
    timers.add(timer);
    notifyAll();
    return () -> cancel(timer);
  }

  /** Moves both clocks by {@code duration}, running everything that falls due on the way. */
  public void advance(Duration duration) {
    long end = nanoTime() + duration.toNanos();
    for (Timer due = nextUntil(end); due != null; due = nextUntil(end)) {
      executor.execute(due.action());
    }
    moveTo(end);
  }

  /**
   * Moves to the next timer and runs it, if one is armed within {@code limit}; says whether it did.
   */
  public boolean step(Duration limit) {
    Timer due = nextUntil(nanoTime() + limit.toNanos());
    if (due != null) {
      executor.execute(due.action());
    }
    return due != null;
  }

  /** Steps the wall clock alone, as NTP or an operator would. */
  public synchronized void stepWall(Duration step) {
    wall = wall.plus(step);
  }

  /**
   * Lets time pass as a suspend does: the wall clock goes on, the steady one and its timers stand
   * still.
   */
  public synchronized void suspend(Duration duration) {
    wall = wall.plus(duration);
    sleptNanos += duration.toNanos();
  }

  /** The time that steps of the wall clock do not move: what a well-kept clock elsewhere shows. */
  public synchronized Instant elsewhere() {
    return start.plusNanos(sinceBoot());
  }

  /** Nanoseconds of a steady clock that goes on while suspended. */
  public synchronized long sinceBoot() {
    return nanos + sleptNanos;
  }

  /** How far the next timer is; fails if none is armed. */
  public synchronized Duration nextDelay() {
    if (timers.isEmpty()) {
      throw new AssertionError("no timer is armed");
    }
    return Duration.ofNanos(timers.first().due() - nanos);
  }

  /** How many timers are armed. */
  public synchronized int armed() {
    return timers.size();
  }

  /**
   * Waits, in real time, until at least {@code count} timers are armed: for code on other threads.
   */
  public synchronized void awaitArmed(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (timers.size() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(timers.size() + " timers are armed (expected: " + count + ")");
      }
      wait(left);
    }
  }

  private synchronized @Nullable Timer nextUntil(long end) {
    if (timers.isEmpty() || timers.first().due() > end) {
      return null;
    }
    Timer next = timers.first();
    timers.remove(next);
    moveTo(Math.max(nanos, next.due()));
    return next;
  }

  private synchronized void moveTo(long target) {
    wall = wall.plusNanos(target - nanos);
    nanos = target;
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  private record Timer(long due, long number, Runnable action) {}
}
