package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.testing.Expect;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A pattern in the first line, a query in the second: what the pattern accepts is harmless and what
 * Java's own expressions accept as well, and a query is read as Java's own decoder reads it.
 */
public final class ParameterFuzz {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._@-]{1,63}");

  /** Java's matcher tries everything: so much at most of what it might take long for. */
  private static final int COMPARED = 8;

  private ParameterFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, UTF_8).split("\n", 2);
    Map<String, String> values = query(lines.length < 2 ? "" : lines[1]);
    try {
      ValuePattern pattern = ValuePattern.parse(lines[0]);
      Expect.that(pattern.matches(pattern.example()), "the example is no value");
      values.values().forEach(value -> compare(pattern, value));
      check(pattern, values);
    } catch (IllegalArgumentException e) {
      Expect.sentence(String.valueOf(e.getMessage()));
    }
  }

  private static void compare(ValuePattern pattern, String value) {
    if (pattern.matches(value)) {
      Expect.that(HARMLESS.matcher(value).matches(), "not harmless: " + value);
      Expect.that(!value.contains("..") && !value.equals("."), "a dot segment: " + value);
      Expect.that(
          value.length() >= pattern.least() && value.length() <= pattern.most(), "out of bounds");
    }
    if (value.length() <= COMPARED && HARMLESS.matcher(value).matches()) {
      boolean dots = value.contains("..") || value.equals(".");
      boolean theirs = value.matches("(?:" + pattern.text() + ")");
      Expect.that(
          pattern.matches(value) == (theirs && !dots), "Java says " + theirs + ": " + value);
    }
  }

  private static void check(ValuePattern pattern, Map<String, String> values) {
    try {
      new Parameters(Map.of("job", pattern)).check(values);
      String filled = new FillableText("a/${param.job}/${param.job}").fill(values);
      Expect.that(filled.equals("a/" + values.get("job") + "/" + values.get("job")), filled);
    } catch (ParameterException e) {
      Expect.sentence(e.sentence());
    }
  }

  private static Map<String, String> query(String query) {
    Map<String, String> values;
    try {
      values = Query.values(query);
    } catch (ParameterException e) {
      Expect.sentence(e.sentence());
      return Map.of();
    }
    Map<String, String> theirs = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int middle = pair.indexOf('=');
      String value = middle < 0 ? "" : pair.substring(middle + 1);
      theirs.put(
          URLDecoder.decode(middle < 0 ? pair : pair.substring(0, middle), UTF_8),
          URLDecoder.decode(value, UTF_8));
    }
    Expect.that(values.equals(theirs), "Java reads " + theirs + ", not " + values);
    return values;
  }
}
