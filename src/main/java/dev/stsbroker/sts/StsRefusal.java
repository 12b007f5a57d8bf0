package dev.stsbroker.sts;

import dev.stsbroker.credential.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classifies STS's failures by their error code; no other class does. The HTTP status does not
 * help, because STS documents most failures, throttling included, as 400.
 */
final class StsRefusal {
  private static final List<Meaning> MEANINGS =
      List.of(
          of("Throttling", FailureKind.THROTTLED, "the account makes more calls than STS allows"),
          of("InternalError", FailureKind.UNAVAILABLE, "STS failed inside"),
          of("ServiceUnavailable", FailureKind.UNAVAILABLE, "STS is unavailable"),
          of("SignatureNonceUsed", FailureKind.UNAVAILABLE, "STS has seen this request before"),
          of(
              "AuthenticationFail.OIDCToken.IssuerConfigurationBroken",
              FailureKind.UNAVAILABLE,
              "STS could not get the token issuer's public keys"),
          // The token file is read at every use: by the next one it may have been replaced.
          of(
              "AuthenticationFail.OIDCToken.Expired",
              FailureKind.IDENTITY_BROKEN,
              "the OIDC token is expired (expected: a token file that is replaced in time)"),
          of(
              "AuthenticationFail.OIDCToken.AudienceNotMatch",
              FailureKind.REFUSED,
              "the OIDC token is meant for another audience (expected: sts.aliyuncs.com)"),
          of(
              "InvalidAccessKeyId",
              FailureKind.IDENTITY_BROKEN,
              "the access key is unknown or disabled"),
          of(
              "Forbidden.AccessKeyDisabled",
              FailureKind.IDENTITY_BROKEN,
              "the access key is disabled"),
          of(
              "SignatureDoesNotMatch",
              FailureKind.IDENTITY_BROKEN,
              "the access key secret does not belong to the access key id"),
          of(
              "IncompleteSignature",
              FailureKind.IDENTITY_BROKEN,
              "STS misses parts of the signature"),
          of("InvalidSecurityToken", FailureKind.IDENTITY_BROKEN, null),
          of(
              "MissingSecurityToken",
              FailureKind.IDENTITY_BROKEN,
              "a temporary key needs its token"),
          // The answer says what time it is there, so the next signature carries the right time.
          of(
              "InvalidTimeStamp",
              FailureKind.UNAVAILABLE,
              "the clock here and STS's differ by over 15 min"),
          of("InvalidParameter", FailureKind.REFUSED, null),
          of("MissingParameter", FailureKind.REFUSED, null),
          of("EntityNotExist", FailureKind.REFUSED, null),
          of("NoPermission", FailureKind.REFUSED, null),
          of("Forbidden", FailureKind.REFUSED, null),
          of("AuthenticationFail", FailureKind.REFUSED, null),
          of("InvalidApi", FailureKind.REFUSED, null),
          of("InvalidProduct", FailureKind.REFUSED, null),
          of("InvalidProtocol", FailureKind.REFUSED, null));

  private StsRefusal() {}

  /** How to meet an error answer. */
  static FailureKind kind(int status, String code) {
    Meaning known = meaning(code);
    if (known != null) {
      return known.kind();
    }
    if (status == 429) {
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
  static String sentence(String code, @Nullable String said) {
    Meaning known = meaning(code);
    if (known != null && known.sentence() != null) {
      return known.sentence();
    }
    if (said == null || said.isBlank()) {
      return "STS gave no reason";
    }
    return Upstream.sentence(said);
  }

  private static @Nullable Meaning meaning(String code) {
    for (Meaning meaning : MEANINGS) {
      if (code.equals(meaning.code()) || code.startsWith(meaning.code() + ".")) {
        return meaning;
      }
    }
    return null;
  }

  private static Meaning of(String code, FailureKind kind, @Nullable String sentence) {
    return new Meaning(code, kind, sentence);
  }

  /** Holds for {@code code} and everything below it, {@code code.*}; the first that fits counts. */
  private record Meaning(String code, FailureKind kind, @Nullable String sentence) {}
}
