package dev.stsbroker.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says how long a key is kept in the cache, and who holds it.
 *
 * @param pinned whether it is kept for good, used or not
 * @param idleAfter if not pinned, how long after the last use it is dropped; zero for three
 *     lifetimes of its value
 * @param owner whose share of the cache it is in, and whose turns its first call takes
 */
public record RetentionPolicy(boolean pinned, Duration idleAfter, Object owner) {
  /** The owner of keys that are there by themselves, not because a caller thought of them. */
  public static final Object NOBODY = "nobody";

  /** For good. */
  public static final RetentionPolicy PINNED = new RetentionPolicy(true, Duration.ZERO);

  /** How long a key that only ever fails is retried with nobody asking. */
  private static final Duration FAILING_IDLE = Duration.ofMinutes(15);

  private static final int LIFETIMES_TO_IDLE = 3;

  /** Of nobody. */
  public RetentionPolicy(boolean pinned, Duration idleAfter) {
    this(pinned, idleAfter, NOBODY);
  }

  /**
   * Whether a key last asked for at {@code usedAt} is to be dropped.
   *
   * @param life of what is held; null if nothing ever was
   */
  boolean over(Instant now, Instant usedAt, @Nullable Duration life) {
    return !pinned && now.isAfter(usedAt.plus(longest(life)));
  }

  private Duration longest(@Nullable Duration life) {
    if (!idleAfter.isZero()) {
      return idleAfter;
    }
    return life == null ? FAILING_IDLE : life.multipliedBy(LIFETIMES_TO_IDLE);
  }
}
