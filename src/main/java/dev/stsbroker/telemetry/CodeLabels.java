package dev.stsbroker.telemetry;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Maps STS's error codes to a fixed set of label values. STS may send any code, and each label
 * value is one more time series for every profile and bucket.
 */
final class CodeLabels {
  private static final String UNKNOWN = "other";

  /** What STS and the broker are known to say, as codes and, without one, as HTTP statuses. */
  private static final Set<String> CODES =
      Set.of(
          "AuthenticationFail.ApiPassword",
          "AuthenticationFail.ApiUsername",
          "AuthenticationFail.NoPermission",
          "AuthenticationFail.OIDCToken.AudienceNotMatch",
          "AuthenticationFail.OIDCToken.Expired",
          "AuthenticationFail.OIDCToken.Invalid",
          "AuthenticationFail.OIDCToken.IssuerConfigurationBroken",
          "AuthenticationFail.OIDCToken.IssuerNotMatch",
          "AuthenticationFail.OIDCToken.PublicKeyFingerprintMismatch",
          "BadAnswer",
          "BadExpiration",
          "DeadlineExceeded",
          "EntityNotExist.OIDCProvider",
          "EntityNotExist.Role",
          "EntityNotExist.RoleArn",
          "Forbidden",
          "Forbidden.AccessKeyDisabled",
          "Forbidden.RAM",
          "IdentityUnreadable",
          "IncompleteSignature",
          "InternalError",
          "InternalFailure",
          "InvalidAccessKeyId",
          "InvalidAccessKeyId.Inactive",
          "InvalidAccessKeyId.NotFound",
          "InvalidApi.NotFound",
          "InvalidParameter",
          "InvalidParameter.ContentType",
          "InvalidParameter.DurationSeconds",
          "InvalidParameter.ExternalId",
          "InvalidParameter.PolicyGrammar",
          "InvalidParameter.PolicySize",
          "InvalidParameter.RoleArn",
          "InvalidParameter.RoleSessionName",
          "InvalidProduct.NotFound",
          "InvalidProtocol.NeedSsl",
          "InvalidSecurityToken",
          "InvalidSecurityToken.Expired",
          "InvalidSecurityToken.Malformed",
          "InvalidSecurityToken.MismatchWithAccessKey",
          "InvalidSignatureMethod",
          "InvalidTimeStamp.Expired",
          "InvalidTimeStamp.Format",
          "MissingParameter",
          "MissingSecurityToken",
          "NoPermission",
          "ProxyRefused",
          "ServiceUnavailable",
          "SignatureDoesNotMatch",
          "SignatureNonceUsed",
          "Throttling",
          "Throttling.Api",
          "Throttling.User",
          "Timeout",
          "TooManyHungCalls",
          "UnsupportedHTTPMethod",
          "Unreachable",
          "ok",
          "Http301",
          "Http302",
          "Http303",
          "Http307",
          "Http308",
          "Http400",
          "Http401",
          "Http403",
          "Http404",
          "Http405",
          "Http407",
          "Http408",
          "Http413",
          "Http414",
          "Http429",
          "Http431",
          "Http500",
          "Http501",
          "Http502",
          "Http503",
          "Http504");

  private static final Set<String> ROOTS =
      CODES.stream().map(CodeLabels::root).collect(Collectors.toUnmodifiableSet());

  private CodeLabels() {}

  /**
   * The label of {@code code}: itself if it is known, what stands before its first dot if that is,
   * {@code other} otherwise.
   */
  static String of(String code) {
    if (CODES.contains(code)) {
      return code;
    }
    String root = root(code);
    return ROOTS.contains(root) ? root : UNKNOWN;
  }

  private static String root(String code) {
    int dot = code.indexOf('.');
    return dot < 0 ? code : code.substring(0, dot);
  }
}
