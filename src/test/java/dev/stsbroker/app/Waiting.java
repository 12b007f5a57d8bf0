package dev.stsbroker.app;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits in real time for what other threads do. */
final class Waiting {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  private Waiting() {}

  /** Returns once {@code condition} holds; fails, naming {@code what}, if it does not in 60 s. */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > LONGEST_NANOS) {
        throw new AssertionError("waited 60 s in vain until " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
