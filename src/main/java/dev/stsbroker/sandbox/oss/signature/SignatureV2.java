package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.sandbox.signature.PercentEncoding;
import dev.stsbroker.secret.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OSS's signature version 2, HMAC-SHA256, as {@code auth.py} of OSS's first Python SDK and {@code
 * auth.go} of its first Go SDK have it: version 1 with another hash, the whole query, and headers
 * that the client names.
 */
final class SignatureV2 {
  /** The scheme's name, first word of the header, and the version in a signed link. */
  static final String SCHEME = "OSS2";

  private static final Pattern ATTRIBUTE =
      Pattern.compile("(AccessKeyId|AdditionalHeaders|Signature):([^,\\s]*)");

  private SignatureV2() {}

  /** Reads the {@code Authorization} header. */
  static SignedRequest inHeader(OssRequest request, Target target) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(request.header("authorization"));
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2));
    }
    if (!attributes.containsKey("AccessKeyId") || !attributes.containsKey("Signature")) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "OSS2 AccessKeyId:<AccessKeyId>,Signature:<Signature> is expected.");
    }
    String own = request.header("x-oss-date");
    String date = own.isEmpty() ? request.header("date") : own;
    return new SignedRequest(
        attributes.getOrDefault("AccessKeyId", ""),
        SignedRequest.token(request.header("x-oss-security-token")),
        new SignedTime(SignedTime.parseHttp(date), null),
        attributes.getOrDefault("Signature", ""),
        signed(request, target, date, names(attributes.getOrDefault("AdditionalHeaders", ""))),
        null);
  }

  /** Reads a signed link. */
  static SignedRequest inQuery(OssRequest request, Target target) {
    String expires = request.parameter("x-oss-expires");
    Instant end = SignedTime.parseSeconds("x-oss-expires", expires);
    List<String> additional = names(request.parameter("x-oss-additional-headers"));
    return new SignedRequest(
        request.parameter("x-oss-access-key-id"),
        SignedRequest.token(request.parameter("security-token")),
        new SignedTime(null, end),
        request.parameter("x-oss-signature"),
        signed(request, target, expires, additional),
        null);
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.toLowerCase(Locale.ROOT).split(";", -1));
  }

  private static List<SignedRequest.Signed> signed(
      OssRequest request, Target target, String date, List<String> additional) {
    return target.signedPaths(request).stream()
        .map(path -> stringToSign(request, path, date, additional))
        .map(text -> new SignedRequest.Signed(text, secret -> sign(secret, text)))
        .toList();
  }

  /**
   * What is signed.
   *
   * @param path one of {@link Target#signedPaths}
   * @param date the time as the request has it; for a link, the end
   * @param additional lower-case names of headers that are signed beside those that must be
   */
  static String stringToSign(
      OssRequest request, String path, String date, List<String> additional) {
    String headers =
        request.headerLines(name -> name.startsWith("x-oss-") || additional.contains(name));
    String query = CanonicalQuery.of(request.query());
    return String.join(
        "\n",
        request.method(),
        request.header("content-md5"),
        request.header("content-type"),
        date,
        headers + String.join(";", additional),
        PercentEncoding.encode(path) + (query.isEmpty() ? "" : "?" + query));
  }

  /** The signature in Base64. */
  static String sign(Secret secret, String stringToSign) {
    return Base64.getEncoder()
        .encodeToString(Digests.hmac("HmacSHA256", secret.reveal(), stringToSign));
  }
}
