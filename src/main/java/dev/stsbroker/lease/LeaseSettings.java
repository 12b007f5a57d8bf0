package dev.stsbroker.lease;

import java.time.Duration;

/**
 * The settings of the refresh engine, all of them bounds.
 *
 * @param callsPerSecond most calls started within any second, all keys together; at least 1
 * @param callDeadline after which a call is given up and its waiters told
 * @param maxAbandoned most calls given up but not yet ended; beyond it no new ones are started
 * @param maxSessions most unpinned keys held at once; the longest unused go first
 */
public record LeaseSettings(
    int callsPerSecond, Duration callDeadline, int maxAbandoned, int maxSessions) {
  /** Refuses bounds that could not work. */
  public LeaseSettings {
    if (callsPerSecond < 1
        || maxAbandoned < 1
        || maxSessions < 1
        || callDeadline.isZero()
        || callDeadline.isNegative()) {
      throw new IllegalArgumentException("every bound must be at least 1");
    }
  }
}
