package dev.stsbroker.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what the policy room suggests into the form of the configuration's messages. */
final class DidYouMean {
  private static final Pattern SUGGESTION =
      Pattern.compile("(.*) \\(did you mean \"?([^\"]+)\"?\\?\\)");

  private DidYouMean() {}

  /**
   * {@code message} with what was expected, and the line to write where the value is written.
   *
   * @param problems knows what was filled in
   * @param lines of the text that {@code place} is in
   */
  static String expected(String message, ConfigPath place, Problems problems, ConfigLines lines) {
    Matcher found = SUGGESTION.matcher(message);
    if (!found.matches()) {
      return message;
    }
    String meant = found.group(2);
    boolean key = found.group(1).startsWith("unknown ");
    boolean there = key ? lines.isWritten(place) : lines.raw(place) != null;
    boolean written = there && !problems.filledWithin(place);
    String line = key ? lines.renamed(place, meant) : lines.entry(place, lines.text(meant));
    String write = written ? Problems.WRITE + line : "";
    return found.group(1) + " (expected: " + meant + write + ")";
  }
}
