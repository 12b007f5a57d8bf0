package dev.stsbroker.broker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket: so many at once, then so many a second. To be used on one thread.
 *
 * <p>The figures are far above what jobs do and below what would crowd the broker's calls: three
 * hundred jobs may start together, and afterwards five in a second.
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
