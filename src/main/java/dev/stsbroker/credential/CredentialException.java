package dev.stsbroker.credential;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when credentials cannot be obtained. The message is for people and contains no secrets.
 * There is no stack trace and no cause, because causes from HTTP clients and SDKs contain signed
 * URLs.
 */
public final class CredentialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String code;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  /**
   * @param kind what is to be done about it
   * @param code STS's error code, or one of the broker's own words for a failure without one
   * @param message one sentence for a person, free of secrets
   * @param requestId STS's request id; null if there was no answer
   * @param retryAfter how long STS asked to wait; null if it did not
   */
  public CredentialException(
      FailureKind kind,
      String code,
      String message,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** Makes a failure that is not an answer of STS. */
  public static CredentialException of(FailureKind kind, String code, String message) {
    return new CredentialException(kind, code, message, null, null);
  }

  /** What is to be done about it. */
  public FailureKind kind() {
    return kind;
  }

  /** STS's error code, or one of the broker's own. */
  public String code() {
    return code;
  }

  /** The message; never null, never secret. */
  public String sentence() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** STS's request id; null if there was no answer. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The time that STS asked to wait; null if it did not ask. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
