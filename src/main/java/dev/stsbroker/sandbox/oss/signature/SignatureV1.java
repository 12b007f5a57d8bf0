package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.request.SubResources;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.secret.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * OSS's signature version 1, HMAC-SHA1, as its documentation "Include signatures in the
 * Authorization header" and "Add signatures to URLs" describes it.
 */
public final class SignatureV1 {
  /** The scheme's name, first word of the header. */
  static final String SCHEME = "OSS";

  private static final Pattern AUTHORIZATION = Pattern.compile("OSS ([^:\\s]+):(\\S+)");

  private SignatureV1() {}

  /** Reads the {@code Authorization} header. */
  static SignedRequest inHeader(OssRequest request, Target target) {
    Matcher matcher = AUTHORIZATION.matcher(request.header("authorization"));
    if (!matcher.matches()) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal("OSS <AccessKeyId>:<Signature> is expected.");
    }
    String own = request.header("x-oss-date");
    String date = own.isEmpty() ? request.header("date") : own;
    return new SignedRequest(
        matcher.group(1),
        SignedRequest.token(request.header("x-oss-security-token")),
        new SignedTime(SignedTime.parseHttp(date), null),
        matcher.group(2),
        signed(request, target, date),
        null);
  }

  /** Reads a signed link. */
  static SignedRequest inQuery(OssRequest request, Target target) {
    String expires = request.parameter("Expires");
    return new SignedRequest(
        request.parameter("OSSAccessKeyId"),
        SignedRequest.token(request.parameter("security-token")),
        new SignedTime(null, SignedTime.parseSeconds("Expires", expires)),
        request.parameter("Signature"),
        signed(request, target, expires),
        null);
  }

  private static List<SignedRequest.Signed> signed(OssRequest request, Target target, String date) {
    return target.signedPaths(request).stream()
        .map(path -> stringToSign(request, path, date))
        .map(text -> new SignedRequest.Signed(text, secret -> sign(secret, text)))
        .toList();
  }

  /**
   * What is signed.
   *
   * @param path one of {@link Target#signedPaths}
   * @param date the time as the request has it; for a link, the end
   */
  static String stringToSign(OssRequest request, String path, String date) {
    String headers = request.headerLines(name -> name.startsWith("x-oss-"));
    return String.join(
        "\n",
        request.method(),
        request.header("content-md5"),
        request.header("content-type"),
        date,
        headers + path + subResources(request));
  }

  private static String subResources(OssRequest request) {
    Map<String, String> found = SubResources.of(request.query());
    String joined =
        found.entrySet().stream()
            .map(one -> one.getKey() + (one.getValue().isEmpty() ? "" : "=" + one.getValue()))
            .collect(Collectors.joining("&"));
    return joined.isEmpty() ? "" : "?" + joined;
  }

  /** The signature in Base64. */
  public static String sign(Secret secret, String stringToSign) {
    return Base64.getEncoder()
        .encodeToString(Digests.hmac("HmacSHA1", secret.reveal(), stringToSign));
  }
}
