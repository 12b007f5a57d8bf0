package dev.stsbroker.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was most likely meant by a misspelt one. */
public final class NearestWord {
  /** More changes than this are another word, not a slip. */
  private static final int MAX_CHANGES = 2;

  /** One change in so many letters is a slip. */
  private static final int LETTERS_A_CHANGE = 3;

  private NearestWord() {}

  /**
   * The known word nearest to {@code word}, case aside: at most two changes away, and one change
   * for three letters of the longer of the two. Empty if there is none; the first of those equally
   * near.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> changes(word, candidate) <= allowed(word, candidate))
        .min(Comparator.comparingInt(candidate -> changes(word, candidate)));
  }

  private static int allowed(String word, String candidate) {
    return Math.min(MAX_CHANGES, Math.max(word.length(), candidate.length()) / LETTERS_A_CHANGE);
  }

  /**
   * How many insertions, deletions, replacements and swaps of neighbours lead from one to the
   * other, case aside; {@link Integer#MAX_VALUE} where their lengths differ too much for a slip.
   */
  public static int changes(String left, String right) {
    if (Math.abs(left.length() - right.length()) > MAX_CHANGES) {
      return Integer.MAX_VALUE;
    }
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] earlier = new int[to.length() + 1];
    int[] before = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] free = earlier;
      earlier = before;
      before = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], before[j]));
        if (i > 1 && j > 1 && swapped(from, to, i, j)) {
          row[j] = Math.min(row[j], earlier[j - 2] + 1);
        }
      }
    }
    return row[to.length()];
  }

  private static boolean swapped(String from, String to, int i, int j) {
    return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
