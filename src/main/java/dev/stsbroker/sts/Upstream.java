package dev.stsbroker.sts;

import dev.stsbroker.text.PlainText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks texts from STS, the metadata service and credentials URIs by a pattern and a length,
 * before they reach a log, a label, an answer or a file.
 */
public final class Upstream {
  /** An error code. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /** ARNs, request ids. */
  private static final Pattern WORD = Pattern.compile("[!-~]{1,512}");

  /** An account's number, or a name of the sort. */
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final Pattern KEY_ID = Pattern.compile("[!-~]{1,256}");

  /**
   * No client sends a header with anything else in it; STS's tokens have about 1,000 characters.
   */
  private static final Pattern SECRET = Pattern.compile("[!-~]{1,8192}");

  /** The longest form of a time that Java reads has 40 characters. */
  private static final Pattern TIME = Pattern.compile("[!-~]{1,40}");

  private static final int LONGEST_SENTENCE = 240;

  private Upstream() {}

  /** {@code text} if it is an error code; null otherwise. */
  static @Nullable String code(@Nullable String text) {
    return matching(CODE, text);
  }

  /** {@code text} if it is an ARN or an id; null otherwise. */
  static @Nullable String word(@Nullable String text) {
    return matching(WORD, text);
  }

  /** {@code text} if it is an account's id; null otherwise. */
  static @Nullable String account(@Nullable String text) {
    return matching(ACCOUNT, text);
  }

  /** {@code text} if it is an access key's id; null otherwise. */
  public static @Nullable String keyId(@Nullable String text) {
    return matching(KEY_ID, text);
  }

  /** {@code text} if it is an access key's secret or a security token; null otherwise. */
  public static @Nullable String secret(@Nullable String text) {
    return matching(SECRET, text);
  }

  /** {@code text} if it may be a time; null otherwise. */
  public static @Nullable String time(@Nullable String text) {
    return matching(TIME, text);
  }

  /** {@code text} as part of a sentence: on one line, blanks made one, cut short. */
  static String sentence(String text) {
    String line = PlainText.blanked(text, LONGEST_SENTENCE + 1).replaceAll("[\\p{Z}\\s]+", " ");
    String plain = line.strip();
    return plain.length() <= LONGEST_SENTENCE
        ? plain
        : plain.substring(0, LONGEST_SENTENCE) + "...";
  }

  private static @Nullable String matching(Pattern pattern, @Nullable String text) {
    return text != null && pattern.matcher(text).matches() ? text : null;
  }
}
