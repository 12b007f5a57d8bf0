package dev.stsbroker.config.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that was probably meant by a misspelt one. */
public final class NearestWord {
  private static final int LONGEST = 64;

  private NearestWord() {}

  /** The known word nearest to {@code word}, if one is near: at most a third of it differs. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int reach = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= reach)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that lead from one to the other;
   * case is free.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] =
            i == 0 || j == 0 ? i + j : cheapest(steps, i, j, a.charAt(i - 1) == b.charAt(j - 1));
        if (i > 1 && j > 1 && swapped(a, b, i, j)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(int[][] steps, int i, int j, boolean same) {
    int replaced = steps[i - 1][j - 1] + (same ? 0 : 1);
    return Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
