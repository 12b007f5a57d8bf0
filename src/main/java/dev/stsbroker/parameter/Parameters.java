package dev.stsbroker.parameter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of a profile.
 *
 * @param patterns the pattern of each parameter's values, by its name
 */
public record Parameters(Map<String, ValuePattern> patterns) {
  /** Of a profile that takes none. */
  public static final Parameters NONE = new Parameters(Map.of());

  /** Keeps its own copy. */
  public Parameters {
    patterns = Map.copyOf(patterns);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * Accepts {@code values} if there is one for each parameter, and no other, and each matches.
   *
   * @throws ParameterException with what the first wrong one is expected to be
   */
  public void check(Map<String, String> values) {
    for (String name : values.keySet()) {
      if (!patterns.containsKey(name)) {
        throw unknown(name);
      }
    }
    for (String name : names()) {
      String value = values.get(name);
      ValuePattern pattern = patterns.get(name);
      if (value == null) {
        throw wrong(name, "missing");
      }
      if (pattern != null && !pattern.matches(value)) {
        throw wrong(name, "the value does not match");
      }
    }
  }

  /** These and {@code others}, of other names. */
  public Parameters with(Parameters others) {
    Map<String, ValuePattern> all = new LinkedHashMap<>(patterns);
    all.putAll(others.patterns);
    return new Parameters(all);
  }

  /** The names in alphabetical order. */
  public List<String> names() {
    return patterns.keySet().stream().sorted().toList();
  }

  /** A shortest value for each that satisfies its pattern, to try things with. */
  public Map<String, String> examples() {
    return patterns.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> one.getValue().example()));
  }

  /** For each a value as long as its pattern allows; it need not match otherwise. */
  public Map<String, String> longest() {
    Map<String, String> longest = new LinkedHashMap<>();
    patterns.forEach((name, pattern) -> longest.put(name, "a".repeat(pattern.most())));
    return longest;
  }

  private ParameterException wrong(String name, String what) {
    return new ParameterException(
        "parameter " + name + ": " + what + " (expected: " + patterns.get(name) + ")");
  }

  /** A strange name is shown only if nothing can hide in it. */
  private ParameterException unknown(String name) {
    String shown = name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "?";
    return new ParameterException(
        isEmpty()
            ? "parameter " + shown + ": the profile takes no parameters"
            : "parameter " + shown + ": unknown (expected: " + String.join(", ", names()) + ")");
  }
}
