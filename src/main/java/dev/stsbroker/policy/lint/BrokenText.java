package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.AccessGrammar;
import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionSpelling;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains why a text is not JSON where it was copied wrongly, such as from a page without its
 * braces or through a translator. Quotes only lines that look like a policy.
 */
final class BrokenText {
  private static final int MAX_FINDINGS = 50;

  private static final List<String> NAMES =
      List.of("Version", "Statement", "Effect", "Action", "Resource", "Principal", "Service");
  private static final List<String> EFFECTS = List.of("Allow", "Deny");

  private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"(\\s*:)?");
  private static final Pattern BARE_NAME = Pattern.compile("^[\\s{]*([A-Za-z]+)\\s*:");
  private static final Pattern COMMENT = Pattern.compile("^\\s*(--|//|#|/\\*)");
  private static final Pattern SINGLE_QUOTE = Pattern.compile("'[A-Za-z]+'\\s*:");
  private static final Pattern CURLY_QUOTE =
      Pattern.compile("[\u201c\u201d\u2018\u2019\u00ab\u00bb]");

  private final Findings findings = new Findings();

  private BrokenText() {}

  static List<PolicyFinding> check(String text) {
    BrokenText broken = new BrokenText();
    broken.checkPairs(text, "{", "}");
    broken.checkPairs(text, "[", "]");
    int number = 0;
    for (String line : text.split("\n", -1)) {
      broken.checkLine(line, ++number);
    }
    return broken.findings.inOrder().stream().limit(MAX_FINDINGS).toList();
  }

  private void checkPairs(String text, String open, String close) {
    String bare = STRING.matcher(text).replaceAll("");
    int opened = bare.length() - bare.replace(open, "").length();
    int closed = bare.length() - bare.replace(close, "").length();
    if (opened != closed) {
      String counted = opened + " of " + open + ", " + closed + " of " + close;
      report(0, counted + " (expected: as many of both)");
    } else if (opened == 0 && open.equals("{") && text.contains("Statement")) {
      report(0, "no { and } at all (expected: an object with Version and Statement)");
    }
  }

  private void checkLine(String line, int number) {
    if (COMMENT.matcher(line).find()) {
      report(number, "a comment (expected: none, JSON has no comments)");
      return;
    }
    if (CURLY_QUOTE.matcher(line).find()) {
      report(number, "a typographic quote (expected: \")");
    }
    if (SINGLE_QUOTE.matcher(line).find()) {
      report(number, "a single quote (expected: \")");
    }
    Matcher bare = BARE_NAME.matcher(line);
    if (bare.find() && NAMES.contains(bare.group(1))) {
      report(number, bare.group(1) + " without quotes (expected: \"" + bare.group(1) + "\")");
    }
    Matcher string = STRING.matcher(line);
    while (string.find()) {
      checkString(string.group(1), string.group(2) != null, number);
    }
  }

  private void checkString(String text, boolean name, int number) {
    if (name) {
      near(text, NAMES).ifPresent(word -> reportMeant(number, text, word));
    } else if (looksLikeAction(text)) {
      checkAction(text, number);
    } else {
      near(text, EFFECTS).ifPresent(word -> reportMeant(number, text, word));
    }
  }

  private static Optional<String> near(String text, List<String> words) {
    return words.contains(text) ? Optional.empty() : NearestWord.of(text, words);
  }

  /** Whether it begins with a service this room knows; anything else might be private. */
  private static boolean looksLikeAction(String text) {
    int colon = text.indexOf(':');
    return colon > 0
        && ActionCatalogue.BUNDLED.covers(ActionSpelling.service(text.substring(0, colon).strip()));
  }

  private void checkAction(String text, int number) {
    Optional<String> meant = ActionSpelling.meant(text);
    if (meant.isPresent()) {
      if (!meant.get().equals(text)) {
        reportMeant(number, text, meant.get());
      }
    } else if (!AccessGrammar.wellFormedAction(text) || !text.contains("*")) {
      report(number, quoted(text) + " is no known action (expected: one like oss:GetObject)");
    }
  }

  private void reportMeant(int number, String text, String meant) {
    report(number, Sentence.meaning(Kind.WORD, quoted(text), meant));
  }

  private static String quoted(String text) {
    return JsonNode.quoted(Problems.excerpt(text));
  }

  private void report(int line, String message) {
    report(line, Sentence.of(Kind.PLAIN, message));
  }

  private void report(int line, Sentence sentence) {
    findings.error(new Cursor("", new JsonNode.Text("", line), new Problems()), sentence);
  }
}
