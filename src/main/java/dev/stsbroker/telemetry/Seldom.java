package dev.stsbroker.telemetry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts events that any caller can cause as often as it likes, so that the log reports them at
 * most once a minute.
 */
final class Seldom {
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final Map<String, Kind> kinds = new HashMap<>();

  /**
   * @param nanoTime nanoseconds of a clock that only moves forward
   */
  Seldom(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Counts one more of {@code kind}.
   *
   * @return how many there were since this was last more than 0; 0 while it is less than a minute
   */
  long count(String kind) {
    long now = nanoTime.getAsLong();
    Kind one = kinds.getOrDefault(kind, new Kind(now - PAUSE_NANOS, 0));
    boolean due = now - one.toldAt() >= PAUSE_NANOS;
    kinds.put(kind, due ? new Kind(now, 0) : new Kind(one.toldAt(), one.untold() + 1));
    return due ? one.untold() + 1 : 0;
  }

  /**
   * @param toldAt when it was last told
   * @param untold how many there were since
   */
  private record Kind(long toldAt, long untold) {}
}
