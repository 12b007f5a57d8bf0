package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts the calls of a lease that have failed in a row, and remembers when that began. */
final class FailureStreak {
  private @Nullable CredentialException failure;
  private int failures;
  private Instant since;

  /** None was made yet. */
  FailureStreak(Instant now) {
    this.since = now;
  }

  /** Why the last call failed; null if it did not. */
  @Nullable CredentialException failure() {
    return failure;
  }

  /** How many calls in a row have failed. */
  int failures() {
    return failures;
  }

  /** When the first of those failed; or when calls began to go well. */
  Instant since() {
    return since;
  }

  /** Whether the last call failed alike: then nothing is new about it. */
  boolean known(CredentialException why) {
    return failure != null && failure.kind() == why.kind();
  }

  /**
   * A call succeeded {@code now}.
   *
   * @param gap whether nothing was served before it
   */
  void succeeded(Instant now, boolean gap) {
    if (failure != null || gap) {
      since = now;
    }
    failure = null;
    failures = 0;
  }

  /** A call failed {@code now}. */
  void failed(CredentialException why, Instant now) {
    if (failure == null) {
      since = now;
    }
    failure = why;
    failures++;
  }
}
