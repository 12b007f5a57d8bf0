package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigLines;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.policy.json.Sentence;

/** Puts what the policy room suggests into the form of the configuration's messages. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * {@code sentence} with what was expected, and the line to write where the value is written.
   *
   * @param problems knows what was filled in
   * @param lines of the text that {@code place} is in
   */
  public static String expected(
      Sentence sentence, ConfigPath place, Problems problems, ConfigLines lines) {
    String meant = sentence.meant();
    if (meant == null) {
      return sentence.toString();
    }
    boolean key = sentence.kind() == Sentence.Kind.NAME;
    boolean there = key ? lines.isWritten(place) : lines.raw(place) != null;
    boolean written = there && !problems.filledWithin(place);
    String line = key ? lines.renamed(place, meant) : lines.entry(place, lines.text(meant));
    String write = written ? Problems.WRITE + line : "";
    return sentence.text() + " (expected: " + meant + write + ")";
  }
}
