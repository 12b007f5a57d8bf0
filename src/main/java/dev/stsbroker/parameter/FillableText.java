package dev.stsbroker.parameter;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for values: a job's, written <code>${param.NAME}</code>, and those of {@link
 * CallerValues}, written like <code>${caller.uid}</code>.
 *
 * @param text as written
 */
public record FillableText(String text) {
  /** What parameters are called. */
  public static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,31}";

  private static final Pattern PLACE =
      Pattern.compile("\\$\\{(?:param\\.([^{}]*)|(caller\\.[^{}]*))}");

  /** The names of the values in it, in alphabetical order; they need not exist. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    PLACE.matcher(text).results().forEach(place -> names.add(name(place)));
    return names;
  }

  /** Whether it has any. */
  public boolean fillable() {
    return !names().isEmpty();
  }

  /**
   * The text with all placeholders replaced by values; placeholders in a value are not replaced.
   *
   * @throws ParameterException if there is no value for one
   */
  public String fill(Map<String, String> values) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
  }

  private static String value(MatchResult place, Map<String, String> values) {
    String value = values.get(name(place));
    if (value == null) {
      throw new ParameterException("parameter " + name(place) + ": missing");
    }
    return value;
  }

  private static String name(MatchResult place) {
    return place.group(1) == null ? place.group(2) : place.group(1);
  }

  /** Whether {@code text} has a place, or the beginning of one. */
  public static boolean begins(String text) {
    return text.contains("${param.") || text.contains("${" + CallerValues.PREFIX);
  }
}
