package dev.stsbroker.access;

import java.util.function.LongSupplier;

/**
 * Limits how many requests with a wrong secret are answered as such: 100 at once, and 20 a second
 * after that, for the whole broker. It is no defence against guessing, which the length of secrets
 * is: it makes one runaway caller look different from many callers with a wrong secret.
 */
final class GuessLimit {
  private static final long AT_ONCE = 100;
  private static final long PER_SECOND = 20;
  private static final long NANOS_EACH = 1_000_000_000L / PER_SECOND;

  private final LongSupplier nanoTime;
  private long left = AT_ONCE;
  private long countedUntil;

  /**
   * @param nanoTime nanoseconds of a clock that only moves forward
   */
  GuessLimit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.countedUntil = nanoTime.getAsLong();
  }

  /** Counts one more; whether it is too many. */
  boolean exceeded() {
    long earned = (nanoTime.getAsLong() - countedUntil) / NANOS_EACH;
    countedUntil += earned * NANOS_EACH;
    left = Math.min(AT_ONCE, left + earned);
    if (left == 0) {
      return true;
    }
    left--;
    return false;
  }
}
