package dev.stsbroker.testing;

/** What every target asks of what it gets; fails with what was wrong. */
public final class Expect {
  /** Longer than any sentence of ours. */
  private static final int LONGEST_SENTENCE = 2_000;

  private Expect() {}

  /** Fails with {@code otherwise} unless {@code holds}. */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** One line for a person, without characters that steer a terminal. */
  public static void sentence(String text) {
    that(!text.isBlank(), "a blank sentence");
    that(text.length() <= LONGEST_SENTENCE, "a sentence of " + text.length() + " characters");
    text.codePoints()
        .forEach(c -> that(shown(c), "a character \\u%04x in a sentence".formatted(c)));
  }

  private static boolean shown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
