package dev.stsbroker.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was most likely meant by a misspelt one. */
public final class NearestWord {
  /** More changes than this are another word, not a slip. */
  private static final int MAX_CHANGES = 2;

  private NearestWord() {}

  /** The known word within two changes of {@code word}, case aside; empty if there is none. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> changes(word, candidate) <= allowed(candidate))
        .min(Comparator.comparingInt(candidate -> changes(word, candidate)));
  }

  private static int allowed(String candidate) {
    return Math.min(MAX_CHANGES, candidate.length() / 2);
  }

  /** Levenshtein's distance, one row at a time; a difference in length settles long words early. */
  public static int changes(String left, String right) {
    if (Math.abs(left.length() - right.length()) > MAX_CHANGES) {
      return Integer.MAX_VALUE;
    }
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      advance(row, from.charAt(i - 1), to);
    }
    return row[to.length()];
  }

  private static void advance(int[] row, char letter, String to) {
    int diagonal = row[0]++;
    for (int j = 1; j < row.length; j++) {
      int replaced = diagonal + (letter == to.charAt(j - 1) ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
    }
  }
}
