package dev.stsbroker.credential;

/**
 * The kinds of failure to get credentials, by what is to be done about them. Decided once, where
 * the failure is first seen.
 */
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

  /** Whether another try soon would get the same answer. */
  public boolean lasting() {
    return this == REFUSED || this == IDENTITY_BROKEN;
  }
}
