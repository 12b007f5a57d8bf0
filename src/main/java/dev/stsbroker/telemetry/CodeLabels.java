package dev.stsbroker.telemetry;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels that error codes become. STS chooses its codes: those it is not known to have are one
 * label, and of what it puts behind the dot of a known one only so many are told apart. Used by one
 * thread.
 */
final class CodeLabels {
  private static final String UNKNOWN = "other";
  private static final int MOST_WITH_DETAIL = 60;

  private static final Pattern CODE =
      Pattern.compile("(?<root>[A-Za-z][A-Za-z0-9]{0,63})(?<detail>\\.[A-Za-z0-9._]{1,63})?");

  /** An answer without a code, by its status. */
  private static final Pattern HTTP = Pattern.compile("Http[1-5][0-9]{2}");

  /** What STS and the broker are known to say, without what STS puts behind a dot. */
  private static final Set<String> ROOTS =
      Set.of(
          "AuthenticationFail",
          "BadAnswer",
          "BadExpiration",
          "DeadlineExceeded",
          "EntityNotExist",
          "Forbidden",
          "IdentityUnreadable",
          "IncompleteSignature",
          "InternalError",
          "InternalFailure",
          "InvalidAccessKeyId",
          "InvalidApi",
          "InvalidParameter",
          "InvalidProduct",
          "InvalidProtocol",
          "InvalidSecurityToken",
          "InvalidSignatureMethod",
          "InvalidTimeStamp",
          "MissingParameter",
          "MissingSecurityToken",
          "NoPermission",
          "ProxyRefused",
          "ServiceUnavailable",
          "SignatureDoesNotMatch",
          "SignatureNonceUsed",
          "Throttling",
          "Timeout",
          "TooManyHungCalls",
          "Unreachable",
          "UnsupportedHTTPMethod",
          "ok");

  private final Set<String> detailed = new HashSet<>();

  /** The label of {@code code}: itself, the part before its dot, or {@code other}. */
  String of(String code) {
    Matcher parts = CODE.matcher(code);
    if (HTTP.matcher(code).matches()) {
      return code;
    }
    if (!parts.matches() || !ROOTS.contains(parts.group("root"))) {
      return UNKNOWN;
    }
    boolean told =
        parts.group("detail") == null
            || detailed.contains(code)
            || (detailed.size() < MOST_WITH_DETAIL && detailed.add(code));
    return told ? code : parts.group("root");
  }
}
