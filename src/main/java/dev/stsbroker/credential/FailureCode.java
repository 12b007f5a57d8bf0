package dev.stsbroker.credential;

import java.util.HashMap;
import java.util.Map;

/**
 * The error codes that decisions rest on: STS's, and the broker's own for a failure without an
 * answer. A code of STS's stands for those below it as well: {@code Throttling.User} is {@link
 * #THROTTLING}. What is not known here is {@link #OTHER}.
 */
public enum FailureCode {
  ACCESS_KEY_NOT_FOUND("InvalidAccessKeyId.NotFound"),
  INVALID_ACCESS_KEY_ID("InvalidAccessKeyId"),
  ACCESS_KEY_DISABLED("Forbidden.AccessKeyDisabled"),
  SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch"),
  SIGNATURE_NONCE_USED("SignatureNonceUsed"),
  INCOMPLETE_SIGNATURE("IncompleteSignature"),
  INVALID_SECURITY_TOKEN("InvalidSecurityToken"),
  MISSING_SECURITY_TOKEN("MissingSecurityToken"),
  INVALID_TIME_STAMP("InvalidTimeStamp"),
  OIDC_ISSUER_CONFIGURATION_BROKEN("AuthenticationFail.OIDCToken.IssuerConfigurationBroken"),
  OIDC_TOKEN_EXPIRED("AuthenticationFail.OIDCToken.Expired"),
  OIDC_AUDIENCE_NOT_MATCH("AuthenticationFail.OIDCToken.AudienceNotMatch"),
  AUTHENTICATION_FAIL_NO_PERMISSION("AuthenticationFail.NoPermission"),
  AUTHENTICATION_FAIL("AuthenticationFail"),
  ENTITY_NOT_EXIST_ROLE("EntityNotExist.Role"),
  ENTITY_NOT_EXIST("EntityNotExist"),
  NO_PERMISSION("NoPermission"),
  FORBIDDEN("Forbidden"),
  INVALID_DURATION("InvalidParameter.DurationSeconds"),
  INVALID_POLICY("InvalidParameter.PolicyGrammar"),
  INVALID_PARAMETER("InvalidParameter"),
  MISSING_PARAMETER("MissingParameter"),
  THROTTLING("Throttling"),
  INTERNAL_ERROR("InternalError"),
  SERVICE_UNAVAILABLE("ServiceUnavailable"),
  INVALID_API("InvalidApi"),
  INVALID_PRODUCT("InvalidProduct"),
  INVALID_PROTOCOL("InvalidProtocol"),
  /** The broker's own: an identity's key cannot be read. */
  IDENTITY_UNREADABLE("IdentityUnreadable"),
  /** The broker's own: a proxy is in the way. */
  PROXY_REFUSED("ProxyRefused"),
  /** The broker's own: the connection could not be made, or broke. */
  UNREACHABLE("Unreachable"),
  /** The broker's own: no whole answer in time. */
  DEADLINE_EXCEEDED("DeadlineExceeded"),
  /** The broker's own: an answer that is none of the service asked. */
  BAD_ANSWER("BadAnswer"),
  /** The broker's own: a session that has no life left. */
  BAD_EXPIRATION("BadExpiration"),
  /** The broker's own: more first calls wait for their turn than sessions may be held. */
  TOO_MANY_WAITING_CALLS("TooManyWaitingCalls"),
  /** The broker's own: too many calls were given up and have not ended. */
  TOO_MANY_HUNG_CALLS("TooManyHungCalls"),
  /** The broker's own: a fault of the broker. */
  INTERNAL_FAILURE("InternalFailure"),
  /** None of these. */
  OTHER("");

  private static final Map<String, FailureCode> BY_TEXT = new HashMap<>();

  static {
    for (FailureCode code : values()) {
      BY_TEXT.put(code.text, code);
    }
    BY_TEXT.put("EntityNotExist.RoleArn", ENTITY_NOT_EXIST_ROLE);
    BY_TEXT.put("InvalidParameter.Policy", INVALID_POLICY);
    BY_TEXT.put("InvalidParameter.PolicySize", INVALID_POLICY);
  }

  private final String text;

  FailureCode(String text) {
    this.text = text;
  }

  /** As logs, metrics and answers show it; empty for {@link #OTHER}. */
  public String text() {
    return text;
  }

  /** What {@code text} stands for: the code itself, or the longest known one that it is below. */
  public static FailureCode of(String text) {
    for (int end = text.length(); end > 0; end = text.lastIndexOf('.', end - 1)) {
      FailureCode known = BY_TEXT.get(text.substring(0, end));
      if (known != null) {
        return known;
      }
    }
    return OTHER;
  }

  /** Whether RAM does not let the caller do what it asked for. */
  public boolean isNoPermission() {
    return this == NO_PERMISSION || this == AUTHENTICATION_FAIL_NO_PERMISSION;
  }

  /** Whether STS does not know who asks, or does not take the token it was asked with. */
  public boolean isAuthenticationFailure() {
    return switch (this) {
      case AUTHENTICATION_FAIL,
          AUTHENTICATION_FAIL_NO_PERMISSION,
          OIDC_ISSUER_CONFIGURATION_BROKEN,
          OIDC_TOKEN_EXPIRED,
          OIDC_AUDIENCE_NOT_MATCH ->
          true;
      default -> false;
    };
  }

  /** Whether the access key is unknown or disabled. */
  public boolean isOfAccessKey() {
    return this == ACCESS_KEY_NOT_FOUND
        || this == INVALID_ACCESS_KEY_ID
        || this == ACCESS_KEY_DISABLED;
  }
}
