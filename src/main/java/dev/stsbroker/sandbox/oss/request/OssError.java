package dev.stsbroker.sandbox.oss.request;

/**
 * OSS's errors: status, code, message and number (EC), as OSS's documentation and its clients' own
 * test data have them; numbers that are not documented are left out.
 */
public enum OssError {
  ACL(
      403,
      "AccessDenied",
      "You have no right to access this object because of bucket acl.",
      "0003-00000001"),
  SESSION_POLICY(403, "AccessDenied", "Access denied by authorizer's policy.", ""),
  LIST_BUCKETS_FORBIDDEN(403, "AccessDenied", "You are forbidden to list buckets.", ""),
  FOREIGN_BUCKET(403, "AccessDenied", "The bucket you access does not belong to you.", ""),
  CORS_DISABLED(403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.", ""),
  CORS_FORBIDDEN(
      403,
      "AccessForbidden",
      "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of"
          + " Origin, request method / Access-Control-Request-Method or"
          + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      ""),
  MALFORMED_POST(
      400,
      "MalformedPOSTRequest",
      "The body of your POST request is not well-formed multipart/form-data.",
      ""),
  POST_POLICY(400, "InvalidPolicyDocument", "Invalid Policy: %s.", "0006-00000201"),
  POST_DENIED(403, "AccessDenied", "Invalid according to Policy: %s", "0006-00000227"),
  WRONG_ENDPOINT(
      403,
      "AccessDenied",
      "The bucket you are attempting to access must be addressed using the specified endpoint."
          + " Please send all future requests to this endpoint.",
      "0003-00001403"),
  DATE_INVALID(
      403, "AccessDenied", "OSS authentication requires a valid Date or x-oss-date header.", ""),
  LINK_EXPIRED(403, "AccessDenied", "Request has expired.", ""),
  TIME_SKEWED(
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      ""),
  KEY_UNKNOWN(
      403,
      "InvalidAccessKeyId",
      "The OSS Access Key Id you provided does not exist in our records.",
      "0002-00000902"),
  TOKEN_MISSING(
      403,
      "InvalidAccessKeyId",
      "The OSS Access Key Id you provided does not exist in our records.",
      "0002-00000003"),
  TOKEN_INVALID(
      403, "InvalidSecurityToken", "The security token you provided is invalid.", "0002-00000006"),
  TOKEN_EXPIRED(
      403, "SecurityTokenExpired", "The security token you provided has expired.", "0002-00000007"),
  TOKEN_MISMATCH(
      403,
      "AccessKeyIdAndSecurityTokenNotMatch",
      "The access key id and the security token you provided do not match.",
      "0002-00000004"),
  SIGNATURE(
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided."
          + " Check your key and signing method.",
      "0002-00000040"),
  SIGNING_REGION(
      400, "InvalidArgument", "Invalid signing region in Authorization header.", "0002-00000226"),
  AUTHORIZATION_TYPE(400, "InvalidArgument", "Unsupported Authorization Type.", "0002-00000002"),
  AUTHORIZED_TWICE(
      400,
      "InvalidArgument",
      "Only one of the header and the query may carry a signature or a token.",
      "0002-00000010"),
  PAYLOAD_HASH(
      400, "InvalidArgument", "The value of x-amz-content-sha256 is invalid.", "0002-00000427"),
  CHUNKED(
      400,
      "InvalidArgument",
      "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.",
      "0017-00000804"),
  MALFORMED_CHUNKS(400, "InvalidRequest", "The aws-chunked body is malformed: %s.", ""),
  INCOMPLETE_BODY(
      400,
      "IncompleteBody",
      "The request body terminated before the number of bytes that its headers announce.",
      ""),
  NO_LENGTH(411, "MissingContentLength", "x-amz-decoded-content-length is missing.", ""),
  CONTENT_HASH(
      400,
      "XAmzContentSHA256Mismatch",
      "The provided x-amz-content-sha256 header does not match what was computed.",
      ""),
  BAD_CHECKSUM(400, "BadDigest", "The %s you specified did not match what was computed.", ""),
  NOT_SIGNED(
      403, "AccessDenied", "There were headers present in the request which were not signed.", ""),
  AUTHORIZATION_MALFORMED(400, "InvalidArgument", "Authorization is malformed: %s", ""),
  INVALID_ARGUMENT(400, "InvalidArgument", "%s", ""),
  INVALID_DIGEST(400, "InvalidDigest", "The Content-MD5 you specified is not valid.", ""),
  INVALID_OBJECT_NAME(400, "InvalidObjectName", "The specified object is not valid.", ""),
  INVALID_PART(
      400,
      "InvalidPart",
      "One or more of the specified parts could not be found or the specified entity tag might"
          + " not have matched the part's entity tag.",
      ""),
  INVALID_PART_ORDER(400, "InvalidPartOrder", "The list of parts was not in ascending order.", ""),
  PART_TOO_SMALL(
      400, "EntityTooSmall", "Your proposed upload smaller than the minimum allowed size.", ""),
  TOO_LARGE(
      400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size: %s.", ""),
  FULL(400, "EntityTooLarge", "The sandbox is full: it keeps at most %s MiB of objects.", ""),
  INDEX_FULL(
      400,
      "EntityTooLarge",
      "The sandbox is full: its list of objects and parts takes at most %s KiB of memory.",
      ""),
  METADATA_TOO_LARGE(
      400, "InvalidArgument", "The metadata of an object is larger than 8192 bytes.", ""),
  MALFORMED_XML(400, "MalformedXML", "The XML you provided was not well-formed or incomplete.", ""),
  NO_SUCH_BUCKET(404, "NoSuchBucket", "The specified bucket does not exist.", "0015-00000101"),
  NO_SUCH_KEY(404, "NoSuchKey", "The specified key does not exist.", "0026-00000001"),
  NO_CORS(404, "NoSuchCORSConfiguration", "The CORS Configuration does not exist.", ""),
  NO_ENCRYPTION(
      404,
      "NoSuchServerSideEncryptionRule",
      "The server side encryption configuration is not found",
      ""),
  NO_LIFECYCLE(404, "NoSuchLifecycle", "No Row found in Lifecycle Table.", ""),
  NO_POLICY(404, "NoSuchBucketPolicy", "The bucket policy does not exist", ""),
  NO_WEBSITE(
      404,
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration.",
      ""),
  NO_WORM(404, "NoSuchWORMConfiguration", "The WORM Configuration does not exist.", ""),
  NOT_SYMLINK(400, "NotSymlink", "The object is not symlink", ""),
  NO_SUCH_UPLOAD(
      404,
      "NoSuchUpload",
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
          + " been aborted or completed.",
      ""),
  EXISTS(
      409,
      "FileAlreadyExists",
      "The object you specified already exists and can not be overwritten.",
      ""),
  NOT_APPENDABLE(409, "ObjectNotAppendable", "The object is not appendable", ""),
  POSITION(409, "PositionNotEqualToLength", "Position is not equal to file length", ""),
  PRECONDITION(
      412,
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold.",
      ""),
  RANGE(416, "InvalidRange", "The requested range cannot be satisfied.", ""),
  STORAGE(500, "InternalError", "The sandbox cannot keep objects: %s", ""),
  NOT_IMPLEMENTED(501, "NotImplemented", "The sandbox's OSS does not have this: %s", "");

  private final int status;
  private final String code;
  private final String sentence;
  private final String ec;

  OssError(int status, String code, String sentence, String ec) {
    this.status = status;
    this.code = code;
    this.sentence = sentence;
    this.ec = ec;
  }

  public OssRefusal refusal() {
    return new OssRefusal(status, code, sentence, ec);
  }

  /** With {@code detail} in its message. */
  public OssRefusal refusal(Object detail) {
    return new OssRefusal(status, code, String.format(sentence, detail), ec);
  }
}
