package dev.stsbroker.sandbox.rpc;

/**
 * The errors of STS and of the gateway before it, with the status, code and message that the
 * documentation of AssumeRole and of the common errors of Alibaba Cloud's RPC interfaces gives.
 * {@code %s} stands for what the error is about.
 */
public enum StsError {
  ACTION_UNKNOWN(
      404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method."),
  METHOD(403, "UnsupportedHTTPMethod", "This http method is not supported."),
  CONTENT_TYPE(
      400,
      "InvalidParameter.ContentType",
      "ContentType must be application/json or application/x-www-form-urlencoded"),
  MISSING(400, "Missing%s", "%s is mandatory for this action."),
  PARAMETER(400, "InvalidParameter", "The specified parameter \"%s\" is not valid."),
  TIMESTAMP_FORMAT(
      400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."),
  TIMESTAMP_EXPIRED(
      400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
  SIGNATURE_METHOD(400, "InvalidSignatureMethod", "Specified signature method is not valid."),
  SIGNATURE_INCOMPLETE(
      400, "IncompleteSignature", "The request signature does not conform to Aliyun standards."),
  KEY_UNKNOWN(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."),
  KEY_INACTIVE(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
  TOKEN_MALFORMED(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."),
  TOKEN_MISMATCH(
      400,
      "InvalidSecurityToken.MismatchWithAccessKey",
      "Specified SecurityToken mismatch with the AccessKey."),
  TOKEN_EXPIRED(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
  SIGNATURE(
      400,
      "SignatureDoesNotMatch",
      "Specified signature is not matched with our calculation. server string to sign is:%s"),
  NONCE_USED(400, "SignatureNonceUsed", "Specified signature nonce was used already."),
  WRONGLY_FORMED(400, "InvalidParameter.%s", "The parameter %s is wrongly formed."),
  /** The text is the same for roles that allow longer sessions. */
  DURATION(
      400,
      "InvalidParameter.DurationSeconds",
      "The Min/Max value of DurationSeconds is 15min/1hr."),
  POLICY_GRAMMAR(
      400, "InvalidParameter.PolicyGrammar", "The parameter Policy has not passed grammar check."),
  POLICY_SIZE(
      400, "InvalidParameter.PolicySize", "The size of Policy must be smaller than 2048 bytes."),
  ROLE_UNKNOWN(404, "EntityNotExist.Role", "The role not exists: %s."),
  NOT_TRUSTED(
      403,
      "NoPermission",
      "No permission perform sts:AssumeRole on this Role. Maybe you are not authorized to perform"
          + " sts:AssumeRole or the specified role does not trust you"),
  NOT_ALLOWED(
      403,
      "NoPermission",
      "You are not authorized to do this action. You should be authorized by RAM."),
  /** 401 for this and the next ones by analogy with SAML: OIDC's statuses are not documented. */
  OIDC_TOKEN_INVALID(401, "AuthenticationFail.OIDCToken.Invalid", "This JsonWebToken is invalid."),
  OIDC_TOKEN_EXPIRED(401, "AuthenticationFail.OIDCToken.Expired", "This JsonWebToken is expired."),
  OIDC_AUDIENCE(401, "AuthenticationFail.OIDCToken.AudienceNotMatch", "Invalid audience."),
  OIDC_ISSUER(401, "AuthenticationFail.OIDCToken.IssuerNotMatch", "Invalid issuer."),
  OIDC_PROVIDER_UNKNOWN(
      401, "AuthenticationFail.NoPermission", "No such OIDC Provider registered."),
  OIDC_NOT_TRUSTED(401, "AuthenticationFail.NoPermission", "There is no permission."),
  THROTTLED(400, "Throttling.User", "Request was denied due to user flow control."),
  INTERNAL(500, "InternalError", "STS Server Internal Error happened."),
  UNAVAILABLE(
      503,
      "ServiceUnavailable",
      "The request has failed due to a temporary failure of the server."),
  /** Not STS's own, like the next one: a body that stands still. */
  TOO_SLOW(408, "RequestTimeout", "The request body did not come in time."),
  /** A body above any that its parameters could fill. */
  TOO_LARGE(413, "RequestTooLarge", "The request body is larger than 65536 bytes.");

  private final int status;
  private final String code;
  private final String message;

  StsError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** The refusal, about nothing in particular. */
  public StsRefusal refusal() {
    return refusal("");
  }

  /** The refusal, about {@code subject}: a parameter's name, a string to sign, an ARN. */
  public StsRefusal refusal(String subject) {
    return new StsRefusal(status, code.replace("%s", subject), message.replace("%s", subject));
  }
}
