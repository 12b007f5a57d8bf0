package dev.stsbroker.policy;

/** How a request fares. */
public enum Verdict {
  /** Every layer allows it and none denies it. */
  ALLOWED,
  /** A statement denies it. */
  EXPLICITLY_DENIED,
  /** Nothing denies it, but some layer does not allow it. */
  NOT_ALLOWED
}
