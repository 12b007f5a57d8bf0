package dev.stsbroker.policy.json;

import dev.stsbroker.text.PlainText;

/**
 * Decides which characters are shown to people, and which are accepted in a document from outside.
 */
public final class SafeText {
  private static final int REPLACEMENT = 0xFFFD;

  private SafeText() {}

  public static boolean printable(String text) {
    return PlainText.printable(text);
  }

  /** The text with a replacement character for every one that is not printable. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(PlainText.printable(c) ? c : REPLACEMENT));
    return out.toString();
  }
}
