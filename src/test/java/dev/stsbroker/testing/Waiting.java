package dev.stsbroker.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits in real time for what other threads do. */
public final class Waiting {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long SHORTEST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  private Waiting() {}

  /** Returns once {@code condition} holds; fails, naming {@code what}, if it does not in 60 s. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    long pause = SHORTEST_PAUSE_NANOS;
    while (!condition.call()) {
      if (System.nanoTime() - start > LONGEST_NANOS) {
        throw new AssertionError("waited 60 s in vain until " + what);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }
}
