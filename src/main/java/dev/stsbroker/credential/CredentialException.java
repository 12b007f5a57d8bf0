package dev.stsbroker.credential;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Credentials could not be had. The message is for people and free of secrets; there is no stack
 * trace and no cause, since causes from HTTP clients and SDKs carry signed URLs.
 */
public final class CredentialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String code;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  /**
   * @param kind how to meet it
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

  /** A failure that is not STS's answer. */
  public static CredentialException of(FailureKind kind, String code, String message) {
    return new CredentialException(kind, code, message, null, null);
  }

  /** How to meet it. */
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

  /** The message and STS's request id, where there was an answer. */
  public String told() {
    return withRequest(sentence(), requestId);
  }

  /** {@code sentence} and STS's request id, if there is one. */
  public static String withRequest(String sentence, @Nullable String requestId) {
    return requestId == null ? sentence : sentence + " (request " + requestId + ")";
  }

  /** STS's request id; null if there was no answer. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** How long STS asked to wait; null if it did not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
