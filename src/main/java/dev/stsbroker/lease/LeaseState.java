package dev.stsbroker.lease;

import java.util.Locale;

/**
 * The states of a lease. A state is derived from what the lease holds, so that the two cannot
 * disagree.
 *
 * <pre>
 *   EMPTY -> LOADING -> FRESH <-> HOLDING -> EXPIRED -> FRESH
 *               |                               |
 *               +--> REFUSED <------------------+      any -> RETIRED
 * </pre>
 */
public enum LeaseState {
  /** Nothing held, nothing under way. */
  EMPTY,
  /** Nothing held yet, a call is under way. */
  LOADING,
  /** Live, and the last refresh went well. */
  FRESH,
  /** Live, while refreshing it fails. */
  HOLDING,
  /** Nothing live, and the last answer was a permanent refusal. */
  REFUSED,
  /** What was held has ended, and nothing has replaced it. */
  EXPIRED,
  /** Dropped: idle, evicted or no longer configured. */
  RETIRED;

  /** As metrics and the status page show it. */
  public String label() {
    // Dashboards match this one since before the engine was said to load.
    return this == LOADING ? "minting" : name().toLowerCase(Locale.ROOT);
  }

  /** Whether callers are served in this state. */
  public boolean live() {
    return this == FRESH || this == HOLDING;
  }
}
