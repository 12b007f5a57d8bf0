package dev.stsbroker.config.text;

import java.util.regex.Pattern;

/**
 * Text as it comes from web pages and word processors: with blanks that are none and quotes that
 * look better than those of YAML.
 */
public final class TypedText {
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}&&[^ ]]");
  private static final Pattern NO_WIDTH = Pattern.compile("\\p{Cf}");
  private static final String QUOTES =
      "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u300c\u300d";

  private static final Pattern IN_QUOTES = Pattern.compile("[" + QUOTES + "]");
  private static final Pattern QUOTED_VALUE =
      Pattern.compile("((?:^|[:,\\[{-])\\s*)[" + QUOTES + "]([^" + QUOTES + "]*)[" + QUOTES + "]");

  private TypedText() {}

  /**
   * {@code text} with plain blanks, none around it, and no quotes of a word processor around it.
   */
  public static String plain(String text) {
    String bare = blanks(text).strip();
    int from = isQuote(bare, 0) ? 1 : 0;
    int to = bare.length() - (bare.length() > from && isQuote(bare, bare.length() - 1) ? 1 : 0);
    String inner = bare.substring(from, to);
    return IN_QUOTES.matcher(inner).find() ? bare : inner.strip();
  }

  /** A whole line in the same way: its blanks, and the quotes around its values. */
  static String line(String text) {
    return QUOTED_VALUE.matcher(blanks(text)).replaceAll("$1$2");
  }

  private static String blanks(String text) {
    return NO_WIDTH.matcher(BLANK.matcher(text).replaceAll(" ")).replaceAll("");
  }

  private static boolean isQuote(String text, int at) {
    return at < text.length() && QUOTES.indexOf(text.charAt(at)) >= 0;
  }

  /** {@code text} with blanks that do not look different written as their numbers, as in Java. */
  static String visible(String text) {
    return BLANK
        .matcher(text)
        .replaceAll(blank -> String.format("\\\\u%04x", (int) blank.group().charAt(0)));
  }
}
