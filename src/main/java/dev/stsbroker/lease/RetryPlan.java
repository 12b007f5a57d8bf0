package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Computes when a failed call is tried again, from what failed and how often. */
final class RetryPlan {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 60_000;
  private static final int DOUBLINGS = 6;

  /** Full jitter may draw nearly nothing; below this a retry is no pause at all. */
  private static final long SHORTEST_MILLIS = 100;

  /** However long STS asks to wait: a typing error over there must not stop a broker for a day. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

  private RetryPlan() {}

  /**
   * The pause before the next call.
   *
   * @param attempt how many calls in a row have failed, from 1
   * @param random 0 to 1, the draw of full jitter
   */
  static Duration pause(CredentialException failure, int attempt, double random) {
    return switch (failure.kind()) {
      case UNAVAILABLE, THROTTLED -> atLeast(failure.retryAfter(), backoff(attempt, random));
      case REFUSED, IDENTITY_BROKEN -> Duration.ofMillis(LONGEST_MILLIS);
    };
  }

  /**
   * Whether the call is worth one more try at once: a broken identity is, since the next call reads
   * the identity anew and its key may just have been rotated.
   *
   * @param tries calls made in this flight so far
   */
  static boolean again(FailureKind kind, int tries) {
    return kind == FailureKind.IDENTITY_BROKEN && tries == 1;
  }

  private static Duration backoff(int attempt, double random) {
    long cap = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, DOUBLINGS));
    return Duration.ofMillis(Math.max(SHORTEST_MILLIS, (long) (cap * random)));
  }

  private static Duration atLeast(@Nullable Duration asked, Duration own) {
    if (asked == null || asked.compareTo(own) < 0) {
      return own;
    }
    return asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
  }
}
