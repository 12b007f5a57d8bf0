package dev.stsbroker.parameter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values that the kernel tells of a caller, as texts have places for them: <code>${caller.uid}
 * </code>, the number of its user, and <code>${caller.user}</code>, the user's name. No job
 * supplies these, and no parameter is called so: its name has no dot.
 */
public final class CallerValues {
  /** The number of the caller's user. */
  public static final String UID = "caller.uid";

  /** The name of the caller's user; its number where it has no name. */
  public static final String USER = "caller.user";

  /** How the names of all of them begin. */
  public static final String PREFIX = "caller.";

  private static final Map<String, ValuePattern> PATTERNS =
      Map.of(
          UID, ValuePattern.parse("[0-9]{1,10}"),
          USER, ValuePattern.parse("[A-Za-z0-9._@-]{1,32}"));

  private CallerValues() {}

  /** Whether {@code name} is one of them. */
  public static boolean known(String name) {
    return PATTERNS.containsKey(name);
  }

  /**
   * The patterns of those among {@code names}; if there are any, of the number too: whatever the
   * name is, it is never another user's session.
   */
  public static Parameters among(Set<String> names) {
    Map<String, ValuePattern> patterns = new LinkedHashMap<>(PATTERNS);
    if (names.stream().noneMatch(CallerValues::known)) {
      patterns.clear();
    } else if (!names.contains(USER)) {
      patterns.remove(USER);
    }
    return new Parameters(patterns);
  }
}
