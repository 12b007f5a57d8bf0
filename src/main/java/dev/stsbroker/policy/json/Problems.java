package dev.stsbroker.policy.json;

import dev.stsbroker.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of a document, so that all of them are reported at once. */
public final class Problems {
  private static final int EXCERPT_LENGTH = 60;

  private final List<PolicyProblem> found = new ArrayList<>();

  public void add(String path, int line, String message) {
    add(path, line, Sentence.of(Sentence.Kind.PLAIN, message));
  }

  public void add(String path, int line, Sentence sentence) {
    found.add(new PolicyProblem(path.isEmpty() ? "document" : path, line, sentence));
  }

  /** Everything gathered, in the order of the text. */
  public PolicyException exception() {
    return new PolicyException(
        found.stream().sorted(Comparator.comparingInt(PolicyProblem::line)).toList());
  }

  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  /** Text of a document fit for a message: short, and without characters that steer a terminal. */
  public static String excerpt(String text) {
    String shown = PlainText.replaced(text);
    return shown.codePointCount(0, shown.length()) > EXCERPT_LENGTH
        ? shown.substring(0, shown.offsetByCodePoints(0, EXCERPT_LENGTH)) + "..."
        : shown;
  }
}
