package dev.stsbroker.credential;

/** How a failure to get credentials is to be met; decided once, where the failure is first seen. */
public enum FailureKind {
  /**
   * No answer, or none that can be used: time-out, broken connection, 5xx, garbage. Try again soon.
   */
  UNAVAILABLE,
  /** Too many calls for the account. Try again, more slowly. */
  THROTTLED,
  /**
   * A permanent refusal: role missing, not allowed, policy not accepted. Someone must change
   * something.
   */
  REFUSED,
  /** The key that signed is unknown, disabled, expired or wrong. Read the identity again. */
  IDENTITY_BROKEN;

  /** Whether trying again soon would get the same answer. */
  public boolean lasting() {
    return this == REFUSED || this == IDENTITY_BROKEN;
  }
}
