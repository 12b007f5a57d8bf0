package dev.stsbroker.policy;

import dev.stsbroker.policy.match.FieldMatch;
import dev.stsbroker.policy.match.Glob;
import dev.stsbroker.policy.match.Outcome;
import dev.stsbroker.text.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A pattern for ARNs, {@code acs:<service>:<region>:<account>:<name>}. */
public final class ResourcePattern {
  private static final int FIELDS = 5;
  private static final List<String> NAMES =
      List.of("resource", "resource", "region", "account", "resource");
  private static final int REGION = 2;
  private static final int ACCOUNT = 3;
  private static final int NAME = 4;

  /** How OSS writes its regions; policies have them with it and without. */
  private static final String OSS_PREFIX = "oss-";

  private ResourcePattern() {}

  /** Whether it is {@code *}, a whole ARN, or the beginning of one that ends in {@code *}. */
  public static boolean wellFormed(String pattern) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] fields = pattern.split(":", FIELDS);
    return fields[0].equals("acs")
        && (fields.length == FIELDS
            ? !fields[FIELDS - 1].isEmpty()
            : pattern.endsWith("*") || ofProject(pattern))
        && pattern.equals(pattern.strip())
        && PlainText.printable(pattern);
  }

  /** Whether it has the shape of MaxCompute's own project policies, which has no account. */
  public static boolean ofProject(String pattern) {
    return pattern.startsWith("acs:odps:") && pattern.split(":", FIELDS).length == FIELDS - 1;
  }

  /**
   * Whether the ARN matches. Field by field, so that a star for the account cannot reach into a
   * name: {@code acs:oss:*:*:mine/*} must not match the object {@code x:mine/y} of another bucket.
   */
  public static boolean matches(String pattern, String arn) {
    String[] wanted = pattern.split(":", FIELDS);
    String[] actual = arn.split(":", FIELDS);
    if (wanted.length < FIELDS || actual.length < FIELDS) {
      return Glob.matches(pattern, arn);
    }
    for (int field = 0; field < FIELDS; field++) {
      if (!Glob.matches(wanted[field], actual[field])) {
        return false;
      }
    }
    return true;
  }

  /** Whether one pattern certainly matches whatever the other does. */
  public static boolean covers(String outer, String inner) {
    String[] wanted = outer.split(":", FIELDS);
    String[] actual = inner.split(":", FIELDS);
    if (wanted.length < FIELDS || actual.length < FIELDS) {
      return Glob.compare(outer, inner, false) == Outcome.HOLDS;
    }
    return IntStream.range(0, FIELDS)
        .allMatch(field -> Glob.compare(wanted[field], actual[field], false) == Outcome.HOLDS);
  }

  /**
   * Whether some resource may match both. Regions and accounts decide nothing: OSS has two
   * spellings of its regions.
   */
  public static boolean meet(String one, String other) {
    String[] left = one.split(":", FIELDS);
    String[] right = other.split(":", FIELDS);
    return left.length < FIELDS
        || right.length < FIELDS
        || IntStream.of(0, 1, FIELDS - 1)
            .allMatch(field -> Glob.compare(left[field], right[field], false) != Outcome.FAILS);
  }

  /**
   * Whether a request's resource matches, field by field like {@link #matches}. A region or account
   * of {@code *}, or none, is not known; what a pattern means that leaves one empty, neither.
   */
  static FieldMatch compare(String pattern, AccessRequest request) {
    String[] wanted = pattern.split(":", FIELDS);
    String[] actual = request.resource().split(":", FIELDS);
    if (wanted.length < FIELDS || actual.length < FIELDS) {
      // Of a pattern like acs:oss:* the star takes in all fields, whatever is known of them.
      return FieldMatch.of(Glob.compare(pattern, request.resource(), false), "resource");
    }
    FieldMatch match = FieldMatch.HOLDS;
    for (int field = 0; field < FIELDS; field++) {
      match = match.and(FieldMatch.of(field(wanted, actual, field, request), NAMES.get(field)));
    }
    return match;
  }

  private static Outcome field(String[] wanted, String[] actual, int field, AccessRequest request) {
    Outcome outcome = asWritten(wanted[field], actual[field], field, request);
    if (outcome != Outcome.FAILS || field == NAME) {
      return outcome;
    }
    boolean region = field == REGION && actual[1].equals("oss");
    Outcome inLowerCase =
        asWritten(lower(wanted[field]), lower(actual[field]), field, request) == Outcome.FAILS
            ? Outcome.FAILS
            : Outcome.UNKNOWN;
    return region ? inLowerCase.or(otherwiseSpelt(wanted[field], actual[field])) : inLowerCase;
  }

  /** As the field stands there; whether RAM minds the case of services is not documented. */
  private static Outcome asWritten(String wanted, String actual, int field, AccessRequest request) {
    if (field != REGION && field != ACCOUNT) {
      return Glob.compare(wanted, actual, request.literal());
    }
    if (wanted.isEmpty() != actual.isEmpty()) {
      return wanted.isEmpty() ? Outcome.UNKNOWN : Glob.compare(wanted, "*", false);
    }
    return Glob.compare(wanted, actual, false);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Whether OSS takes {@code cn-hangzhou} for its {@code oss-cn-hangzhou} is not documented. */
  private static Outcome otherwiseSpelt(String wanted, String region) {
    String other =
        region.startsWith(OSS_PREFIX) ? region.substring(OSS_PREFIX.length()) : OSS_PREFIX + region;
    return Glob.compare(wanted, other, false) == Outcome.FAILS ? Outcome.FAILS : Outcome.UNKNOWN;
  }
}
