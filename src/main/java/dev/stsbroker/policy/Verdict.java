package dev.stsbroker.policy;

/** The verdict on a request: allowed, denied, or undecided. */
public enum Verdict {
  /** Every layer allows it and none denies it, whatever is not known of it. */
  ALLOWED,
  /** A statement denies it, whatever is not known of it. */
  EXPLICITLY_DENIED,
  /** Some layer does not allow it, whatever is not known of it. */
  NOT_ALLOWED,
  /** It is allowed or denied, depending on what is not known of it. */
  UNDECIDED
}
