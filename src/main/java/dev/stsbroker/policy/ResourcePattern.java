package dev.stsbroker.policy;

/** A pattern for ARNs, {@code acs:<service>:<region>:<account>:<name>}. */
final class ResourcePattern {
  private static final int FIELDS = 5;

  private ResourcePattern() {}

  /** Whether it is {@code *}, a whole ARN, or the beginning of one that ends in {@code *}. */
  static boolean wellFormed(String pattern) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] fields = pattern.split(":", FIELDS);
    return fields[0].equals("acs")
        && (fields.length == FIELDS ? !fields[FIELDS - 1].isEmpty() : pattern.endsWith("*"))
        && pattern.equals(pattern.strip())
        && SafeText.printable(pattern);
  }

  /**
   * Whether the ARN matches. Field by field, so that a star for the account cannot reach into a
   * name: {@code acs:oss:*:*:mine/*} must not match the object {@code x:mine/y} of another bucket.
   */
  static boolean matches(String pattern, String arn) {
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
}
