package dev.stsbroker.lease;

/**
 * The states of a lease. A state is derived from what the lease holds, so that the two cannot
 * disagree.
 *
 * <pre>
 *   EMPTY -> MINTING -> FRESH <-> HOLDING -> EXPIRED -> FRESH
 *               |                               |
 *               +--> REFUSED <------------------+      any -> RETIRED
 * </pre>
 */
public enum LeaseState {
  /** Nothing held, nothing under way. */
  EMPTY,
  /** Nothing held yet, a call is under way. */
  MINTING,
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

  /** Whether callers are served in this state. */
  public boolean live() {
    return this == FRESH || this == HOLDING;
  }
}
