package dev.stsbroker.http;

import dev.stsbroker.broker.TooManySessionsException;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is a failure.
 *
 * @param status HTTP status
 * @param code the {@code Code} of the body, never {@code Success}
 * @param message one sentence for a person, free of secrets and policy text
 * @param retryAfter when asking again makes sense; null to say nothing
 */
public record HttpFailure(int status, String code, String message, @Nullable Duration retryAfter) {

  /** The same with {@code more} after its message. */
  public HttpFailure saying(String more) {
    return new HttpFailure(status, code, message + more, retryAfter);
  }

  /** A failure that will be the same when the client asks again. */
  public static HttpFailure of(int status, String code, String message) {
    return new HttpFailure(status, code, message, null);
  }

  /**
   * The answer to a caller when there are no live credentials; only this method translates a
   * failure's kind to an HTTP status.
   *
   * @param profile the profile asked for
   * @param nextTry when STS is asked again; null if that is not known
   */
  public static HttpFailure from(
      String profile, CredentialException failure, @Nullable Instant nextTry, Instant now) {
    String message = "profile " + profile + ": " + failure.told();
    if (failure.kind().lasting()) {
      return of(502, "StsRefused", message);
    }
    // The identity could not be read: STS has nothing to do with it.
    String code =
        failure.known() == FailureCode.IDENTITY_UNREADABLE ? "NotReady" : "StsUnavailable";
    return new HttpFailure(503, code, message, pause(nextTry, now));
  }

  /** The answer when too many new parameter values of a profile come at once. */
  public static HttpFailure from(TooManySessionsException failure) {
    Duration pause = failure.retryAfter().plusMillis(999);
    return new HttpFailure(429, "TooManySessions", String.valueOf(failure.getMessage()), pause);
  }

  private static Duration pause(@Nullable Instant nextTry, Instant now) {
    Duration shortest = Duration.ofSeconds(1);
    if (nextTry == null) {
      return shortest;
    }
    Duration left = Duration.between(now, nextTry).plusMillis(999);
    return left.compareTo(shortest) < 0 ? shortest : left;
  }
}
