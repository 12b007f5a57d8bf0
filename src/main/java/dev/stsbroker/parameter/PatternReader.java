package dev.stsbroker.parameter;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Parses the pattern of a parameter: the part of regular expressions of which all matches can be
 * computed. Refuses everything else, with one sentence.
 */
final class PatternReader {
  /** All that a value may consist of: what a role session's name may. */
  private static final String ALLOWED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";

  private static final String DIGITS = "0123456789";
  private static final int DEEPEST = 2;

  private final String text;
  private int at;
  private int depth;

  private PatternReader(String text) {
    this.text = text;
  }

  /** Throws {@link IllegalArgumentException} with what is wrong, a few words. */
  static Shape read(String text) {
    boolean anchored = text.startsWith("^");
    String inner = text.substring(anchored ? 1 : 0);
    if (inner.endsWith("$") && !inner.endsWith("\\$")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    PatternReader reader = new PatternReader(inner);
    Shape shape = reader.choice();
    if (reader.more()) {
      throw new IllegalArgumentException("has ) without (");
    }
    return shape;
  }

  private Shape choice() {
    List<Shape> options = new ArrayList<>(List.of(row()));
    while (more() && peek() == '|') {
      at++;
      options.add(row());
    }
    return options.size() == 1 ? options.get(0) : new Shape.Choice(options);
  }

  private Shape row() {
    List<Shape> parts = new ArrayList<>();
    while (more() && peek() != '|' && peek() != ')') {
      parts.add(repeated(part()));
    }
    return new Shape.Row(parts);
  }

  private Shape part() {
    char c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> bracket();
      case '\\' -> new Shape.One(escaped());
      case '.' -> throw wrong("has . for any character (expected: a class like [a-z0-9], or \\.)");
      case '*', '+', '?', '{' -> throw wrong("repeats nothing with " + c);
      default -> new Shape.One(only(c));
    };
  }

  private Shape group() {
    if (text.startsWith("?:", at)) {
      at += 2;
    } else if (more() && peek() == '?') {
      throw wrong("has a group that begins with (? (expected: plain groups)");
    }
    if (++depth > DEEPEST) {
      throw wrong("has groups in groups in groups (expected: at most two levels)");
    }
    Shape inner = choice();
    depth--;
    if (!more()) {
      throw wrong("has ( without )");
    }
    at++;
    return inner;
  }

  private Shape bracket() {
    if (more() && peek() == '^') {
      throw wrong("has a class of what it is not (expected: a class like [a-z0-9])");
    }
    BitSet characters = new BitSet();
    while (more() && peek() != ']') {
      characters.or(item());
    }
    if (!more() || characters.isEmpty()) {
      throw wrong("has an open or empty class (expected: one like [a-z0-9])");
    }
    at++;
    return new Shape.One(characters);
  }

  /** A character, a class by its letter, or a range. */
  private BitSet item() {
    char first = next();
    if (first == '\\') {
      return escaped();
    }
    boolean range = at + 1 < text.length() && peek() == '-' && text.charAt(at + 1) != ']';
    if (!range) {
      return only(first);
    }
    at++;
    char last = next();
    String between = between(first, last);
    if (between.isEmpty()) {
      throw wrong(
          "has the range " + shown(first) + "-" + shown(last) + " (expected: one like a-z)");
    }
    return any(between);
  }

  /** All from {@code first} to {@code last} of one kind; empty if they are no range. */
  private static String between(char first, char last) {
    int from = ALLOWED.indexOf(first);
    int to = ALLOWED.indexOf(last);
    boolean plain = Character.isLetterOrDigit(first) && Character.isLetterOrDigit(last);
    return from < 0 || !plain || to - from != last - first || to < from
        ? ""
        : ALLOWED.substring(from, to + 1);
  }

  private BitSet escaped() {
    if (!more()) {
      throw wrong("ends with \\");
    }
    char c = next();
    return switch (c) {
      case 'd' -> any(DIGITS);
      case 'w' -> any(ALLOWED.replaceAll("[.@-]", ""));
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw wrong("has \\" + shown(c) + " (expected: of those \\d and \\w alone)");
        }
        yield only(c);
      }
    };
  }

  private Shape repeated(Shape part) {
    if (!more() || "*+?{".indexOf(peek()) < 0) {
      return part;
    }
    Shape repeated =
        switch (next()) {
          case '*' -> new Shape.Repeat(part, 0, Shape.MANY);
          case '+' -> new Shape.Repeat(part, 1, Shape.MANY);
          case '?' -> new Shape.Repeat(part, 0, 1);
          default -> counted(part);
        };
    if (more() && "*+?{".indexOf(peek()) >= 0) {
      throw wrong("repeats what is repeated (expected: one of * + ? {n,m})");
    }
    return repeated;
  }

  private Shape counted(Shape part) {
    int end = text.indexOf('}', at);
    String counts = end < 0 ? "" : text.substring(at, end);
    if (!counts.matches("[0-9]{1,2}(,([0-9]{1,2})?)?")) {
      throw wrong("has { without a count (expected: {n}, {n,} or {n,m}, up to 63)");
    }
    at = end + 1;
    String[] bounds = counts.split(",", -1);
    int low = Integer.parseInt(bounds[0]);
    String most = bounds[bounds.length - 1];
    int high = most.isEmpty() ? Shape.MANY : Integer.parseInt(most);
    if (low > high || low >= Shape.MANY) {
      throw wrong("has {" + counts + "} (expected: {n}, {n,} or {n,m}, up to 63)");
    }
    return new Shape.Repeat(part, low, Math.min(high, Shape.MANY));
  }

  private static BitSet only(char c) {
    if (ALLOWED.indexOf(c) < 0) {
      throw wrong(
          "matches "
              + shown(c)
              + ", which could mean more than itself (expected: letters, digits"
              + " and . _ @ -)");
    }
    return any(Character.toString(c));
  }

  private static BitSet any(String characters) {
    BitSet set = new BitSet();
    characters.chars().forEach(set::set);
    return set;
  }

  private static String shown(char c) {
    return c > ' ' && c < 127 ? Character.toString(c) : String.format("\\u%04x", (int) c);
  }

  private boolean more() {
    return at < text.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private char next() {
    return text.charAt(at++);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }
}
