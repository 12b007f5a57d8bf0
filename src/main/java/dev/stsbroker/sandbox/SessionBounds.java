package dev.stsbroker.sandbox;

import java.time.Duration;

/** How long sessions may last, whatever the role says: the bounds of {@code DurationSeconds}. */
final class SessionBounds {
  static final Duration SHORTEST = Duration.ofMinutes(15);
  static final Duration LONGEST = Duration.ofHours(12);

  /**
   * Without {@code DurationSeconds}, and for roles that do not say how long their sessions may be.
   */
  static final Duration DEFAULT = Duration.ofHours(1);

  private SessionBounds() {}
}
