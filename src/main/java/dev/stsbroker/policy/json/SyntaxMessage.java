package dev.stsbroker.policy.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.regex.Pattern;

/** Jackson's complaint about a text that is not JSON, as one sentence. */
final class SyntaxMessage {
  /** The place of an opening bracket, inside a message about the closing one. */
  private static final Pattern PLACE =
      Pattern.compile("\\[Source: [^;\\]]*; line: (\\d+), column: \\d+]");

  /** Quotes whatever the file holds, and a file given by mistake may hold a secret. */
  private static final Pattern QUOTED_TEXT = Pattern.compile("(?s)Unrecognized token '.*?'");

  /** Where a limit comes from, which says nothing to a reader. */
  private static final Pattern SETTING = Pattern.compile(", from `[^`]*`");

  private SyntaxMessage() {}

  static String of(JsonProcessingException problem) {
    String message = problem.getOriginalMessage();
    if (message == null) {
      return "not JSON";
    }
    String placed = PLACE.matcher(message).replaceAll("line $1");
    String harmless = QUOTED_TEXT.matcher(placed).replaceAll("Unrecognized word");
    String prefix = problem instanceof StreamConstraintsException ? "" : "not JSON: ";
    String sentence = SETTING.matcher(harmless).replaceAll("").replaceAll("\\s+", " ").strip();
    return prefix + SafeText.shown(sentence);
  }
}
