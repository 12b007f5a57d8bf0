package dev.stsbroker.policy;

/** Which characters may be shown, and which may enter a document from outside. */
final class SafeText {
  private static final int REPLACEMENT = 0xFFFD;

  private SafeText() {}

  /** Whether a code point is neither a control nor anything else without a face of its own. */
  static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
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

  static boolean printable(String text) {
    return text.codePoints().allMatch(SafeText::printable);
  }

  /** The text with a replacement character for every one that is not printable. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(printable(c) ? c : REPLACEMENT));
    return out.toString();
  }
}
