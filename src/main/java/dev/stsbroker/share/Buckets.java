package dev.stsbroker.share;

import dev.stsbroker.time.TokenBucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A {@link TokenBucket} for each caller, so that one that takes all of its own leaves those of
 * others as they are. To be used on one thread.
 */
public final class Buckets {
  /**
   * Callers that are remembered; the longest unused is forgotten and begins with a full bucket. A
   * user with user namespaces can have 65,536 of them.
   */
  private static final int MOST_CALLERS = 1_000;

  private final int atOnce;
  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Map<Object, TokenBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, TokenBucket> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  /**
   * Full ones.
   *
   * @param atOnce how many things at once for each caller, at least 1
   * @param perSecond how many a second after that, at least 1
   * @param nanoTime nanoseconds of a clock that only moves forward
   */
  public Buckets(int atOnce, int perSecond, LongSupplier nanoTime) {
    this.atOnce = atOnce;
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Takes one for {@code caller}; how long it has to wait for the next if it has none, else 0. */
  public Duration take(Object caller) {
    return buckets
        .computeIfAbsent(caller, absent -> new TokenBucket(atOnce, perSecond, nanoTime))
        .take();
  }

  /** How many callers are remembered. */
  int callers() {
    return buckets.size();
  }
}
