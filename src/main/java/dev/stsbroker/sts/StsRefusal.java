package dev.stsbroker.sts;

import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Classifies STS's failures by their error code; no other class does. The HTTP status does not
 * help, because STS documents most failures, throttling included, as 400.
 */
final class StsRefusal {
  private static final int TOO_MANY_REQUESTS = 429;

  private StsRefusal() {}

  /** How to meet an error answer. */
  static FailureKind kind(int status, FailureCode code) {
    return switch (code) {
      case THROTTLING -> FailureKind.THROTTLED;
      // With InvalidTimeStamp the answer says what time it is there: the next signature has it.
      case INTERNAL_ERROR,
          SERVICE_UNAVAILABLE,
          SIGNATURE_NONCE_USED,
          OIDC_ISSUER_CONFIGURATION_BROKEN,
          INVALID_TIME_STAMP ->
          FailureKind.UNAVAILABLE;
      // A token file is read at every use: by the next one it may have been replaced.
      case OIDC_TOKEN_EXPIRED,
          ACCESS_KEY_NOT_FOUND,
          INVALID_ACCESS_KEY_ID,
          ACCESS_KEY_DISABLED,
          SIGNATURE_DOES_NOT_MATCH,
          INCOMPLETE_SIGNATURE,
          INVALID_SECURITY_TOKEN,
          MISSING_SECURITY_TOKEN ->
          FailureKind.IDENTITY_BROKEN;
      case OIDC_AUDIENCE_NOT_MATCH,
          AUTHENTICATION_FAIL,
          AUTHENTICATION_FAIL_NO_PERMISSION,
          ENTITY_NOT_EXIST,
          ENTITY_NOT_EXIST_ROLE,
          NO_PERMISSION,
          FORBIDDEN,
          INVALID_DURATION,
          INVALID_POLICY,
          INVALID_PARAMETER,
          MISSING_PARAMETER,
          INVALID_API,
          INVALID_PRODUCT,
          INVALID_PROTOCOL ->
          FailureKind.REFUSED;
      default -> kind(status);
    };
  }

  private static FailureKind kind(int status) {
    if (status == TOO_MANY_REQUESTS) {
      return FailureKind.THROTTLED;
    }
    return status >= 400 && status < 500 ? FailureKind.REFUSED : FailureKind.UNAVAILABLE;
  }

  /**
   * A sentence for people: our own where STS's would show the string it signed, else STS's, one
   * line, cut short.
   *
   * @param said STS's Message; null if there was none
   */
  static String sentence(FailureCode code, @Nullable String said) {
    String own = sentence(code);
    if (own != null) {
      return own;
    }
    if (said == null || said.isBlank()) {
      return "STS gave no reason";
    }
    return Upstream.sentence(said);
  }

  private static @Nullable String sentence(FailureCode code) {
    return switch (code) {
      case THROTTLING -> "the account makes more calls than STS allows";
      case INTERNAL_ERROR -> "STS failed inside";
      case SERVICE_UNAVAILABLE -> "STS is unavailable";
      case SIGNATURE_NONCE_USED -> "STS has seen this request before";
      case OIDC_ISSUER_CONFIGURATION_BROKEN -> "STS could not get the token issuer's public keys";
      case OIDC_TOKEN_EXPIRED ->
          "the OIDC token is expired (expected: a token file that is replaced in time)";
      case OIDC_AUDIENCE_NOT_MATCH ->
          "the OIDC token is meant for another audience (expected: sts.aliyuncs.com)";
      case ACCESS_KEY_NOT_FOUND, INVALID_ACCESS_KEY_ID -> "the access key is unknown or disabled";
      case ACCESS_KEY_DISABLED -> "the access key is disabled";
      case SIGNATURE_DOES_NOT_MATCH -> "the access key secret does not belong to the access key id";
      case INCOMPLETE_SIGNATURE -> "STS misses parts of the signature";
      case MISSING_SECURITY_TOKEN -> "a temporary key needs its token";
      case INVALID_TIME_STAMP -> "the clock here and STS's differ by over 15 min";
      default -> null;
    };
  }
}
