package dev.stsbroker.sandbox.sts;

import java.time.Duration;

/** The bounds of {@code DurationSeconds}, which hold for every role. */
public final class SessionBounds {
  public static final Duration SHORTEST = Duration.ofMinutes(15);
  public static final Duration LONGEST = Duration.ofHours(12);

  /**
   * Without {@code DurationSeconds}, and for roles that do not say how long their sessions may be.
   */
  public static final Duration DEFAULT = Duration.ofHours(1);

  private SessionBounds() {}
}
