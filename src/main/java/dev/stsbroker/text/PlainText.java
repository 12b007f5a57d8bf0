package dev.stsbroker.text;

/**
 * Makes texts safe to show to people: without characters that end or hide a line, change its
 * direction, move a terminal's cursor, or are invisible.
 */
public final class PlainText {
  private static final String CUT = "...";
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /** Whether a code point may be shown as it is. */
  public static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          // Marks of direction and joiners of no width are among these.
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Whether all of {@code text} may be shown as it is. */
  public static boolean printable(String text) {
    return text.codePoints().allMatch(PlainText::printable);
  }

  /**
   * {@code text} on one line, at most {@code most} of its characters: one that may not be shown is
   * written as its number, as in Java.
   */
  public static String escaped(String text, int most) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(c -> line.append(printable(c) ? Character.toString(c) : code(c)));
    return cut(text, most) ? line + CUT : line.toString();
  }

  /**
   * {@code text} on one line, at most {@code most} of its characters: one that may not be shown is
   * a blank.
   */
  public static String blanked(String text, int most) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(most).forEach(c -> line.appendCodePoint(printable(c) ? c : ' '));
    return cut(text, most) ? line + CUT : line.toString();
  }

  /** All of {@code text}, with U+FFFD for each character that may not be shown. */
  public static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(printable(c) ? c : REPLACEMENT));
    return out.toString();
  }

  private static String code(int codePoint) {
    return String.format("\\u%04x", codePoint);
  }

  private static boolean cut(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }
}
