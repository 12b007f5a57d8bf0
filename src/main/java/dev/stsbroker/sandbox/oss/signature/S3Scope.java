package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a signature of S3's version 4 (AWS4-HMAC-SHA256), from the header or the query; not
 * verified.
 *
 * @param accessKeyId the id of the key that is said to have signed
 * @param time such as {@code 20260102T030405Z}
 * @param region any word: OSS's own examples sign for {@code us-east-1}
 * @param signedHeaders lower-case names, as sent
 * @param signature in hex
 * @param payloadHash the value of {@code x-amz-content-sha256}
 */
public record S3Scope(
    String accessKeyId,
    String time,
    String region,
    List<String> signedHeaders,
    String signature,
    String payloadHash) {
  /** The scheme's name, first word of the header. */
  public static final String SCHEME = "AWS4-HMAC-SHA256";

  /** The hash of a payload that is not signed. */
  public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final String TERMINATOR = "aws4_request";
  private static final int WORDS = 5;
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(Credential|SignedHeaders|Signature)=([^,\\s]*)");

  /** Whether a request is signed in S3's way. */
  public static boolean isSigned(OssRequest request) {
    return request.header("authorization").startsWith(SCHEME + " ") || inQuery(request);
  }

  /** Whether it says so in the query. */
  static boolean inQuery(OssRequest request) {
    return request.query().containsKey("X-Amz-Signature");
  }

  /**
   * Reads it from where it is.
   *
   * @throws OssRefusal if it is malformed
   */
  public static S3Scope of(OssRequest request) {
    if (inQuery(request)) {
      String hash = request.parameter("X-Amz-Content-Sha256");
      String sent = request.header("x-amz-content-sha256");
      return parse(
          request.parameter("X-Amz-Credential"),
          request.parameter("X-Amz-Date"),
          request.parameter("X-Amz-SignedHeaders"),
          request.parameter("X-Amz-Signature"),
          hash.isEmpty() ? (sent.isEmpty() ? UNSIGNED : sent) : hash);
    }
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(request.header("authorization"));
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2));
    }
    return parse(
        attributes.getOrDefault("Credential", ""),
        request.header("x-amz-date"),
        attributes.getOrDefault("SignedHeaders", ""),
        attributes.getOrDefault("Signature", ""),
        request.header("x-amz-content-sha256"));
  }

  private static S3Scope parse(
      String credential, String time, String headers, String signature, String hash) {
    String day = SignedTime.day(SignedTime.parseBasic(time));
    String[] words = credential.split("/", -1);
    if (words.length != WORDS
        || !words[1].equals(day)
        || !words[WORDS - 2].equals("s3")
        || !words[WORDS - 1].equals(TERMINATOR)) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "<AccessKeyId>/<date>/<region>/s3/aws4_request is expected as credential.");
    }
    List<String> names = List.of(headers.toLowerCase(Locale.ROOT).split(";", -1));
    if (!names.contains("host")) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal("SignedHeaders must name host.");
    }
    return new S3Scope(words[0], time, words[2], names, signature, hash);
  }

  String day() {
    return SignedTime.day(SignedTime.parseBasic(time));
  }

  /** As it is signed. */
  public String text() {
    return String.join("/", day(), region, "s3", TERMINATOR);
  }
}
