package dev.stsbroker.config.text;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a text that should be YAML, split into key and value without a parser.
 *
 * @param number from 1
 * @param text the line
 */
record YamlLine(int number, String text) {
  private static final Pattern PARTS =
      Pattern.compile("(\\s*(?:- +)*)(?:([A-Za-z0-9_.\"'-]{1,66}):(?:[ \\t]+|$))?(.*)");

  private static final Pattern KEY =
      Pattern.compile("(?:^|[\\s{,\"'-])([A-Za-z_][A-Za-z0-9_-]*)[\"']?:(?=\\s|$)");

  private static final String QUOTES = "\"'";

  /** What comes before the key or the item: blanks and dashes. */
  String start() {
    return group(1);
  }

  /** The key; empty if there is none. */
  String key() {
    return group(2);
  }

  /** What comes after it, a comment not included. */
  String value() {
    return group(3).replaceFirst("(^|\\s+)#.*$", "").strip();
  }

  private String group(int number) {
    Matcher parts = PARTS.matcher(text);
    String group = parts.matches() ? parts.group(number) : null;
    return group == null ? "" : group;
  }

  /** How many blanks it begins with. */
  int indent() {
    return text.length() - text.stripLeading().length();
  }

  /** How many characters look like blanks before it. */
  int blanks() {
    int blanks = 0;
    while (blanks < text.length() && Character.isSpaceChar(text.charAt(blanks))) {
      blanks++;
    }
    return blanks;
  }

  /** The last line of {@code lines} before this one that says something. */
  Optional<YamlLine> before(List<YamlLine> lines) {
    return lines.subList(0, number - 1).stream()
        .filter(YamlLine::isContent)
        .reduce((earlier, later) -> later);
  }

  boolean isContent() {
    return !text.isBlank() && !text.stripLeading().startsWith("#");
  }

  boolean isItem() {
    return text.stripLeading().startsWith("- ");
  }

  /** Whether it may be shown: all of its keys are known, but for a name, and hold no secret. */
  boolean isOpen() {
    List<String> keys = KEY.matcher(text).results().map(found -> found.group(1)).toList();
    if (keys.stream().anyMatch(KnownKeys::isSecret) || Redactor.hasUserInfo(text)) {
      return false;
    } else if (key().isEmpty() && !text.contains("{")) {
      return !start().isBlank() && isAddress();
    } else if (!text.contains("{")) {
      // A colon after a blank: these may be two settings in one line, the second a secret.
      return KnownKeys.isOpen(key()) && !value().matches("\\S*\\s.*:(\\s.*)?");
    }
    boolean named = keys.size() > 1 && !KnownKeys.isKnown(keys.get(0)) && value().startsWith("{");
    return !keys.isEmpty() && keys.stream().skip(named ? 1 : 0).allMatch(KnownKeys::isOpen);
  }

  private boolean isAddress() {
    return value().matches("[\"']?(unix:.*|[0-9.:\\[\\]]+)[\"']?");
  }

  /** The quote that begins a value and does not end on this line; null if there is none. */
  @Nullable String openQuote() {
    Matcher start = Pattern.compile("(?:^|[:\\[{,-]\\s+)([\"'])").matcher(text);
    int from = 0;
    while (start.find(from)) {
      String quote = start.group(1);
      int end = text.indexOf(quote, start.end());
      if (end < 0) {
        return quote;
      }
      from = end + 1;
    }
    return null;
  }

  /** What is said to be written instead: nothing where the value may not be seen. */
  String instead(String value) {
    return isOpen() ? write((start() + key() + ": " + value).strip()) : "";
  }

  /** The line with other blanks at its beginning. */
  String indented(int blanks) {
    boolean shown = isOpen() || value().isEmpty();
    return shown ? write(" ".repeat(blanks) + TypedText.line(text).strip()) : "";
  }

  /** A line as it should be; in quotes where its blanks matter. */
  static String write(String line) {
    String plain = TypedText.line(line);
    return "; write: " + (plain.startsWith(" ") ? '"' + plain + '"' : plain);
  }

  /** {@code value} in double quotes, be it in quotes already or not. */
  static String inQuotes(String value) {
    boolean quoted = !value.isEmpty() && QUOTES.indexOf(value.charAt(0)) >= 0;
    return YamlWords.quoted(quoted ? value.substring(1) : value);
  }
}
