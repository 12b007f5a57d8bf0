package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.request.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a V4 signature of a request, from the header or the query. */
final class SignedRequestV4 {
  /** The longest life of a signed link, as documented. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern ATTRIBUTE =
      Pattern.compile("(Credential|AdditionalHeaders|Signature)=([^,\\s]*)");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

  private SignedRequestV4() {}

  /** Reads the {@code Authorization} header. */
  static SignedRequest inHeader(OssRequest request, Target target) {
    if (!request.header("x-oss-content-sha256").equals(SignatureV4.UNSIGNED)) {
      throw OssError.INVALID_ARGUMENT.refusal(
          "x-oss-content-sha256 must be " + SignatureV4.UNSIGNED + ".");
    }
    Map<String, String> attributes = attributes(request.header("authorization"));
    String own = request.header("x-oss-date");
    String time = own.isEmpty() ? request.header("date") : own;
    Scope scope = Scope.parse(attributes.getOrDefault("Credential", ""), time);
    List<String> additional = names(attributes.getOrDefault("AdditionalHeaders", ""));
    return new SignedRequest(
        scope.accessKeyId(),
        SignedRequest.token(request.header("x-oss-security-token")),
        new SignedTime(SignedTime.parseAny(scope.time()), null),
        attributes.getOrDefault("Signature", ""),
        SignatureV4.signed(request, target, scope, additional),
        scope.region());
  }

  /** Reads a signed link. */
  static SignedRequest inQuery(OssRequest request, Target target) {
    Scope scope =
        Scope.parse(request.parameter("x-oss-credential"), request.parameter("x-oss-date"));
    Instant from = SignedTime.parseBasic(scope.time());
    List<String> additional = names(request.parameter("x-oss-additional-headers"));
    return new SignedRequest(
        scope.accessKeyId(),
        SignedRequest.token(request.parameter("x-oss-security-token")),
        new SignedTime(from, from.plus(life(request.parameter("x-oss-expires")))),
        request.parameter("x-oss-signature"),
        SignatureV4.signed(request, target, scope, additional),
        scope.region());
  }

  private static Duration life(String text) {
    if (SECONDS.matcher(text).matches()) {
      Duration life = Duration.ofSeconds(Long.parseLong(text));
      if (!life.isZero() && life.compareTo(LONGEST) <= 0) {
        return life;
      }
    }
    throw OssError.INVALID_ARGUMENT.refusal("x-oss-expires must be 1..604800 seconds.");
  }

  private static Map<String, String> attributes(String header) {
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(header.substring(SignatureV4.SCHEME.length()));
    while (matcher.find()) {
      attributes.put(matcher.group(1), matcher.group(2));
    }
    return attributes;
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.toLowerCase(Locale.ROOT).split(";", -1));
  }
}
