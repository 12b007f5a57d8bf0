package dev.stsbroker.policy.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.PlainText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains what is wrong with a text that is not valid JSON, and where: by what people write
 * wrongly, not in the parser's words. Quotes only keys, since values may be secrets.
 */
public final class JsonFault {
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");
  private static final Pattern BARE_KEY = Pattern.compile("([A-Za-z_][A-Za-z0-9_-]{0,63})\\s*:");
  private static final Pattern PYTHON = Pattern.compile("(True|False|None)\\b");
  private static final String TYPOGRAPHIC = "\u201c\u201d\u2018\u2019\u00ab\u00bb";

  private final String text;
  private final String words;
  private final int offset;

  /**
   * What to say.
   *
   * @param line where, from 1
   * @param path the key that is meant; empty for none
   * @param sentence what is wrong
   */
  public record Said(int line, String path, Sentence sentence) {
    /** The sentence, for people. */
    public String message() {
      return sentence.toString();
    }
  }

  private JsonFault(String text, JsonProcessingException thrown) {
    this.text = text;
    this.words = String.valueOf(thrown.getOriginalMessage());
    JsonLocation location = thrown.getLocation();
    long at = location == null ? 0 : location.getCharOffset();
    this.offset = (int) Math.max(0, Math.min(at, text.length()));
  }

  /** What is wrong with {@code text}, which the parser refused. */
  public static Said of(String text, JsonProcessingException thrown) {
    JsonFault fault = new JsonFault(text, thrown);
    Matcher duplicate = DUPLICATE.matcher(fault.words);
    if (duplicate.find()) {
      String key = PlainText.replaced(duplicate.group(1));
      String twice = "is there twice (expected: one of the two)";
      return new Said(fault.line(fault.offset), key, Sentence.of(Kind.PLAIN, twice));
    } else if (thrown instanceof StreamConstraintsException) {
      String much = "nested too deeply, or too long a text (expected: a short document)";
      return new Said(fault.line(fault.offset), "", Sentence.of(Kind.PLAIN, much));
    }
    boolean cut = fault.words.contains("end-of-input") || fault.words.contains("CTRL-CHAR");
    return cut ? fault.unclosed() : fault.character();
  }

  private Said said(int at, String what) {
    return new Said(line(at), "", Sentence.of(Kind.NOT_JSON, what));
  }

  private int line(int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /** The quote or bracket that was opened last and not closed. */
  private Said unclosed() {
    Deque<Integer> open = new ArrayDeque<>();
    int quote = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote >= 0) {
        if (c == '\n') {
          break;
        }
        i += c == '\\' ? 1 : 0;
        quote = c == '"' ? -1 : quote;
      } else if (c == '"') {
        quote = i;
      } else if (c == '{' || c == '[') {
        open.push(i);
      } else if ((c == '}' || c == ']') && !open.isEmpty()) {
        open.pop();
      }
    }
    if (quote >= 0) {
      return said(quote, "a \" is never closed (expected: another one in the same line)");
    }
    return open.isEmpty() ? said(offset, "ends too early") : unclosed(open.pop());
  }

  private Said unclosed(int at) {
    char open = text.charAt(at);
    return said(at, "a %c is never closed (expected: %c)".formatted(open, open == '{' ? '}' : ']'));
  }

  /** The character that cannot be where it is. */
  private Said character() {
    int at = culprit();
    String rest = text.substring(at);
    char c = rest.isEmpty() ? ' ' : rest.charAt(0);
    int before = before(at);
    Matcher key = BARE_KEY.matcher(rest);
    if (c == '/' || c == '#' || rest.matches("(?s)--?[^0-9].*")) {
      return said(at, "a comment (expected: none, JSON has no comments)");
    } else if (c == '\'' || TYPOGRAPHIC.indexOf(c) >= 0) {
      return said(at, (c == '\'' ? "a single" : "a typographic") + " quote (expected: \")");
    } else if ((c == '}' || c == ']') && before >= 0 && text.charAt(before) == ',') {
      return said(before, "a comma is before " + c + " (expected: none after the last entry)");
    } else if (words.contains("expecting comma")) {
      return said(Math.max(0, before), "a comma is missing here (expected: , between entries)");
    } else if (words.contains("close marker")) {
      char other = c == '}' ? '[' : '{';
      return said(at, "%c closes a %c (expected: %c)".formatted(c, other, c == '}' ? ']' : '}'));
    } else if (words.contains("start field name") && key.lookingAt()) {
      String quoted = "\"" + key.group(1) + "\":";
      return said(at, "a key without quotes (expected: quotes around it; write: " + quoted + ")");
    }
    return word(at, rest);
  }

  private Said word(int at, String rest) {
    Matcher python = PYTHON.matcher(rest);
    if (python.lookingAt()) {
      String word = python.group(1);
      String meant = word.equals("None") ? "null" : word.equals("True") ? "true" : "false";
      return said(at, word + " is no word of JSON (expected: " + meant + ")");
    } else if (words.contains("colon")) {
      return said(at, "a colon is missing behind a key (expected: \"key\": value)");
    } else if (words.contains("escape")) {
      return said(at, "\\ is before a character it means nothing with (expected: \\\\)");
    } else if (words.contains("Unrecognized token")) {
      return said(at, "a word without quotes (expected: \" around text)");
    }
    return said(at, "something else is here (expected: a value, or the end of what was opened)");
  }

  /** The parser may be a character or a word further. */
  private int culprit() {
    int at = Math.min(offset, Math.max(0, text.length() - 1));
    Matcher code = Pattern.compile("\\(code (\\d+)").matcher(words);
    if (code.find()) {
      char meant = (char) Integer.parseInt(code.group(1));
      int found = text.lastIndexOf(meant, at);
      return found >= 0 && at - found <= 2 ? found : at;
    }
    return words.contains("Unrecognized token") ? start(at) : at;
  }

  /** Where the word begins that ends at {@code at}. */
  private int start(int at) {
    int start = at;
    while (start > 0 && !" \t\r\n:,[{\"".contains(String.valueOf(text.charAt(start - 1)))) {
      start--;
    }
    return start;
  }

  private int before(int at) {
    int before = at - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return before;
  }
}
