package dev.stsbroker.lease;

import java.time.Duration;

/**
 * How long a key is kept.
 *
 * @param pinned for good, asked for or not
 * @param idleAfter else, how long after the last use it is dropped; zero for three lifetimes
 */
public record Keep(boolean pinned, Duration idleAfter) {
  /** For good. */
  public static final Keep PINNED = new Keep(true, Duration.ZERO);
}
