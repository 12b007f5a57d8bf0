package dev.stsbroker.time;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many things happen at once, and then so many a second. To be used on one thread. */
public final class TokenBucket {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int most;
  private final long nanosEach;
  private final LongSupplier nanoTime;
  private long left;
  private long countedUntil;

  /**
   * A full one.
   *
   * @param atOnce how many at once, at least 1
   * @param perSecond how many a second after that, at least 1
   * @param nanoTime nanoseconds of a clock that only moves forward
   */
  public TokenBucket(int atOnce, int perSecond, LongSupplier nanoTime) {
    this.most = atOnce;
    this.nanosEach = SECOND / perSecond;
    this.nanoTime = nanoTime;
    this.left = atOnce;
    this.countedUntil = nanoTime.getAsLong();
  }

  /** Takes one if there is one; how long to wait for the next otherwise, zero if one was taken. */
  public Duration take() {
    long now = nanoTime.getAsLong();
    long earned = (now - countedUntil) / nanosEach;
    countedUntil += earned * nanosEach;
    left = Math.min(most, left + earned);
    if (left == 0) {
      return Duration.ofNanos(countedUntil + nanosEach - now);
    }
    left--;
    return Duration.ZERO;
  }
}
