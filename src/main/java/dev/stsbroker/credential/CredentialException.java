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
  private final FailureCode known;
  private final @Nullable String identity;
  private final String bareSentence;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  /**
   * @param kind what is to be done about it
   * @param code STS's error code, or one of the broker's own words for a failure without one
   * @param message one sentence for a person, free of secrets
   * @param requestId STS's request id; null if the answer has none
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
    this.known = FailureCode.of(code);
    this.identity = null;
    this.bareSentence = message;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  private CredentialException(
      CredentialException same, String owner, @Nullable String identity, String bareSentence) {
    super(owner + ": " + same.sentence(), null, false, false);
    this.kind = same.kind;
    this.code = same.code;
    this.known = same.known;
    this.identity = identity;
    this.bareSentence = bareSentence;
    this.requestId = same.requestId;
    this.retryAfter = same.retryAfter;
  }

  /** A failure with a code as received, and nothing else of an answer. */
  public static CredentialException of(FailureKind kind, String code, String message) {
    return new CredentialException(kind, code, message, null, null);
  }

  /** A failure that is not STS's answer. */
  public static CredentialException of(FailureKind kind, FailureCode code, String message) {
    return new CredentialException(kind, code.text(), message, null, null);
  }

  /**
   * {@code cause} if it is classified already, else a fault of the broker's. Of a foreign message
   * nothing is told, it may carry signed URLs.
   */
  public static CredentialException of(Throwable cause) {
    return cause instanceof CredentialException known
        ? known
        : of(
            FailureKind.UNAVAILABLE,
            FailureCode.INTERNAL_FAILURE,
            "the call failed: " + cause.getClass().getName());
  }

  /** The same failure, naming {@code identity} as its own; this one if it names one already. */
  public CredentialException ofIdentity(String name) {
    return identity != null
        ? this
        : new CredentialException(this, "identity " + name, name, sentence());
  }

  /** The same failure, met when the session of the profile {@code base} was to sign. */
  public CredentialException via(String base) {
    String message = "via " + base + ": " + sentence();
    return new CredentialException(this, "via " + base, identity, message);
  }

  /** How to meet it. */
  public FailureKind kind() {
    return kind;
  }

  /** STS's error code as received, or one of the broker's own; for people, logs and metrics. */
  public String code() {
    return code;
  }

  /** What the code stands for: what decisions rest on. */
  public FailureCode known() {
    return known;
  }

  /** Name of the identity whose failure it is; null if nobody has said so. */
  public @Nullable String identity() {
    return identity;
  }

  /** The message; never null, never secret. */
  public String sentence() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** The message without the name of its {@link #identity()}. */
  public String bareSentence() {
    return bareSentence;
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

  /** The time that STS asked to wait; null if it did not ask. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
