package dev.stsbroker.broker;

import java.time.Duration;

/**
 * Thrown when new parameter values of a profile come faster than {@link Allowance} permits; has no
 * stack trace.
 */
public final class TooManySessionsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooManySessionsException(String profile, Duration retryAfter) {
    super("profile " + profile + ": too many sessions for new values at once", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When there is room for another. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
