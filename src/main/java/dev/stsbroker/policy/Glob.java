package dev.stsbroker.policy;

/** RAM's wildcards: {@code *} for any run of characters, {@code ?} for any one. */
final class Glob {
  private Glob() {}

  /**
   * Whether the whole text matches, case-sensitively. Returns to the last star only, so it takes at
   * most pattern × text steps and no memory but the two.
   */
  static boolean matches(String pattern, String text) {
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

  private static boolean onlyStars(int[] wanted, int from) {
    for (int p = from; p < wanted.length; p++) {
      if (wanted[p] != '*') {
        return false;
      }
    }
    return true;
  }
}
