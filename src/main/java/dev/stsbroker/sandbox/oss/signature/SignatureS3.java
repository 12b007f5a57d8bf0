package dev.stsbroker.sandbox.oss.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.sandbox.signature.PercentEncoding;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/**
 * S3's signature version 4, as "Authenticating Requests (AWS Signature Version 4)" in S3's API
 * reference describes it, which OSS takes from S3's clients.
 */
public final class SignatureS3 {
  private static final String HMAC = "HmacSHA256";
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-.*");

  private SignatureS3() {}

  /**
   * Reads what a request presents.
   *
   * @throws OssRefusal if it is malformed, or has a header of S3's that is not signed
   */
  public static SignedRequest read(OssRequest request) {
    S3Scope scope = S3Scope.of(request);
    if (!HASH.matcher(scope.payloadHash()).matches()) {
      throw OssError.PAYLOAD_HASH.refusal().with("ArgumentName", "x-amz-content-sha256");
    }
    for (String header : request.headers().keySet()) {
      if (header.startsWith("x-amz-") && !scope.signedHeaders().contains(header)) {
        throw OssError.NOT_SIGNED.refusal().with("HeadersNotSigned", header);
      }
    }
    boolean link = S3Scope.inQuery(request);
    String text = stringToSign(canonicalRequest(request, scope), scope);
    return new SignedRequest(
        scope.accessKeyId(),
        SignedRequest.token(
            link
                ? request.parameter("X-Amz-Security-Token")
                : request.header("x-amz-security-token")),
        time(request, scope, link),
        scope.signature(),
        List.of(
            new SignedRequest.Signed(text, secret -> Digests.hmacHex(key(secret, scope), text))),
        null);
  }

  private static SignedTime time(OssRequest request, S3Scope scope, boolean link) {
    Instant from = SignedTime.parseBasic(scope.time());
    if (!link) {
      return new SignedTime(from, null);
    }
    String text = request.parameter("X-Amz-Expires");
    Duration life =
        SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    if (life.isZero() || life.compareTo(LONGEST) > 0) {
      throw OssError.INVALID_ARGUMENT.refusal("X-Amz-Expires must be 1..604800 seconds.");
    }
    return new SignedTime(from, from.plus(life));
  }

  /** What is hashed before it is signed. */
  static String canonicalRequest(OssRequest request, S3Scope scope) {
    String headers =
        scope.signedHeaders().stream()
            .map(name -> name + ":" + request.header(name).replaceAll(" +", " ") + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        PercentEncoding.encodePath(Target.decodedPath(request)),
        query(request),
        headers,
        String.join(";", scope.signedHeaders()),
        scope.payloadHash());
  }

  /** Unlike OSS's, with {@code =} where there is no value. */
  private static String query(OssRequest request) {
    Map<String, String> signed = new TreeMap<>();
    request
        .query()
        .forEach(
            (name, value) -> {
              if (!name.equals("X-Amz-Signature")) {
                signed.put(PercentEncoding.encode(name), PercentEncoding.encode(value));
              }
            });
    return signed.entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining("&"));
  }

  /** What is signed. */
  static String stringToSign(String canonicalRequest, S3Scope scope) {
    String hash = Digests.sha256Hex(canonicalRequest.getBytes(UTF_8));
    return String.join("\n", S3Scope.SCHEME, scope.time(), scope.text(), hash);
  }

  /** The key made of a secret for one day and region. */
  public static SecretKeySpec key(Secret secret, S3Scope scope) {
    SecretKeySpec key = new SecretKeySpec(("AWS4" + secret.reveal()).getBytes(UTF_8), HMAC);
    for (String word : scope.text().split("/", -1)) {
      key = new SecretKeySpec(Digests.hmac(key, word), HMAC);
    }
    return key;
  }
}
