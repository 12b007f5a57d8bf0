package dev.stsbroker.sandbox.oss.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.sandbox.signature.PercentEncoding;
import dev.stsbroker.secret.Secret;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/**
 * OSS's signature version 4, OSS4-HMAC-SHA256, as its documentation and {@code OSSV4Signer} of its
 * Java SDK have it. The body is never part of it: its hash is the word {@link #UNSIGNED}.
 */
public final class SignatureV4 {
  /** The scheme's name, first word of the header. */
  public static final String SCHEME = "OSS4-HMAC-SHA256";

  /** The only value of {@code x-oss-content-sha256}. */
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final String HMAC = "HmacSHA256";

  private SignatureV4() {}

  /** What is signed and how, for a request whose time and scope are known. */
  static List<SignedRequest.Signed> signed(
      OssRequest request, Target target, Scope scope, List<String> additionalHeaders) {
    return target.signedPaths(request).stream()
        .map(path -> canonicalRequest(request, path, additionalHeaders))
        .map(canonical -> stringToSign(canonical, scope))
        .map(text -> new SignedRequest.Signed(text, secret -> sign(secret, scope, text)))
        .toList();
  }

  /**
   * What is hashed before it is signed.
   *
   * @param path one of {@link Target#signedPaths}
   * @param additionalHeaders lower-case names of headers that are signed beside those that must be
   */
  static String canonicalRequest(OssRequest request, String path, List<String> additionalHeaders) {
    return String.join(
        "\n",
        request.method(),
        PercentEncoding.encodePath(path),
        CanonicalQuery.of(request.query()),
        headers(request, additionalHeaders),
        String.join(";", additionalHeaders),
        UNSIGNED);
  }

  private static String headers(OssRequest request, List<String> additional) {
    return request.headerLines(name -> isSigned(name) || additional.contains(name));
  }

  private static boolean isSigned(String header) {
    return header.equals("content-type")
        || header.equals("content-md5")
        || header.startsWith("x-oss-");
  }

  /** What is signed. */
  static String stringToSign(String canonicalRequest, Scope scope) {
    String hash = Digests.sha256Hex(canonicalRequest.getBytes(UTF_8));
    return String.join("\n", SCHEME, scope.time(), scope.text(), hash);
  }

  /** The signature in lower-case hex. */
  static String sign(Secret secret, Scope scope, String stringToSign) {
    return Digests.hmacHex(signingKey(secret, scope), stringToSign);
  }

  /** The key made of a secret for one day and region. */
  public static SecretKeySpec signingKey(Secret secret, Scope scope) {
    SecretKeySpec key = new SecretKeySpec(("aliyun_v4" + secret.reveal()).getBytes(UTF_8), HMAC);
    for (String word : List.of(scope.day(), scope.region(), Scope.PRODUCT, Scope.TERMINATOR)) {
      key = new SecretKeySpec(Digests.hmac(key, word), HMAC);
    }
    return key;
  }
}
