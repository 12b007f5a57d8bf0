package dev.stsbroker.broker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket for new parameter values of one profile: 300 at once, then 5 a second. To be used
 * on one thread.
 *
 * <p>Jobs stay far below these numbers, and the broker's calls to STS can bear them: three hundred
 * jobs may start together, and afterwards five in a second.
 */
final class Allowance {
  static final int AT_ONCE = 300;
  static final int PER_SECOND = 5;

  private static final double SECOND = 1e9;

  private final LongSupplier nanoTime;
  private double left = AT_ONCE;
  private long countedAt;

  Allowance(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.countedAt = nanoTime.getAsLong();
  }

  /** Takes one; how long to wait for the next if there is none, else zero. */
  Duration take() {
    long now = nanoTime.getAsLong();
    left = Math.min(AT_ONCE, left + (now - countedAt) / SECOND * PER_SECOND);
    countedAt = now;
    if (left < 1) {
      return Duration.ofNanos((long) ((1 - left) / PER_SECOND * SECOND) + 1);
    }
    left--;
    return Duration.ZERO;
  }
}
