package dev.stsbroker.policy.match;

import java.util.regex.Pattern;

/**
 * Matches texts against RAM's wildcards: {@code *} for any run of characters, {@code ?} for any
 * one.
 */
public final class Glob {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  private Glob() {}

  /**
   * Whether the whole text matches, case-sensitively. Returns to the last star only, so it takes at
   * most pattern × text steps and no memory but the two.
   */
  public static boolean matches(String pattern, String text) {
    int[] wanted = pattern.codePoints().toArray();
    int[] actual = text.codePoints().toArray();
    int p = 0;
    int star = -1;
    int resume = 0;
    for (int t = 0; t < actual.length; ) {
      if (p < wanted.length && wanted[p] == '*') {
        star = p++;
        resume = t;
      } else if (p < wanted.length && (wanted[p] == '?' || wanted[p] == actual[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    return onlyStars(wanted, p);
  }

  /** Whether a pattern stands for more than one text. */
  static boolean varies(String pattern) {
    return pattern.contains("*") || pattern.contains("?");
  }

  /**
   * Whether a text matches of which parts may not be known. A pattern that matches only if {@code
   * ${...}} in it stands for something may match: of variables RAM documents nothing.
   *
   * @param literal whether wildcards in the text are characters; otherwise they stand for what is
   *     not known: anything
   */
  public static Outcome compare(String pattern, String text, boolean literal) {
    Outcome asWritten = written(pattern, text, literal);
    if (asWritten != Outcome.FAILS || !hasVariable(pattern)) {
      return asWritten;
    }
    String filled = VARIABLE.matcher(pattern).replaceAll("*");
    return written(filled, text, literal) == Outcome.FAILS ? Outcome.FAILS : Outcome.UNKNOWN;
  }

  /** Whether a text of a policy has a {@code ${...}}. */
  static boolean hasVariable(String text) {
    return VARIABLE.matcher(text).find();
  }

  private static Outcome written(String pattern, String text, boolean literal) {
    if (literal || !varies(text)) {
      return Outcome.of(matches(pattern, text));
    }
    // A star in the text is matched by a star of the pattern, not by a question mark.
    if (pattern.equals(text) || (!pattern.contains("?") && matches(pattern, text))) {
      return Outcome.HOLDS;
    }
    return meet(pattern.codePoints().toArray(), text.codePoints().toArray())
        ? Outcome.UNKNOWN
        : Outcome.FAILS;
  }

  /** Whether some text matches both; from their ends, a row for each character of the first. */
  private static boolean meet(int[] left, int[] right) {
    boolean[] below = new boolean[right.length + 1];
    boolean[] row = new boolean[right.length + 1];
    for (int i = left.length; i >= 0; i--) {
      for (int j = right.length; j >= 0; j--) {
        boolean ends = i == left.length && j == right.length;
        boolean leftStar = i < left.length && left[i] == '*';
        boolean rightStar = j < right.length && right[j] == '*';
        boolean skipLeft = i < left.length && (leftStar || rightStar) && below[j];
        boolean skipRight = j < right.length && (leftStar || rightStar) && row[j + 1];
        boolean both =
            i < left.length && j < right.length && same(left[i], right[j]) && below[j + 1];
        row[j] = ends || skipLeft || skipRight || both;
      }
      boolean[] free = below;
      below = row;
      row = free;
    }
    return below[0];
  }

  private static boolean same(int left, int right) {
    return left == right || left == '?' || right == '?';
  }

  private static boolean onlyStars(int[] wanted, int from) {
    for (int p = from; p < wanted.length; p++) {
      if (wanted[p] != '*') {
        return false;
      }
    }
    return true;
  }
}
