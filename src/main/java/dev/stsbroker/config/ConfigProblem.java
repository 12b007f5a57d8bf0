package dev.stsbroker.config;

import dev.stsbroker.text.PlainText;

/**
 * One thing wrong with a configuration, for a person to mend.
 *
 * @param path the setting, like {@code profiles.reader.duration}; for a problem of the text the
 *     file, with line and column where they are known
 * @param message what is there and what was expected; never a secret
 */
public record ConfigProblem(String path, String message) {
  private static final int MOST_CHARACTERS = 1000;

  /** Escapes what could forge or hide text: parsers quote what they find, and NUL at the end. */
  public ConfigProblem {
    path = PlainText.escaped(path, Integer.MAX_VALUE);
    message = PlainText.escaped(message, Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }

  /** The same with no more than 1000 characters. */
  ConfigProblem shortened() {
    int room = MOST_CHARACTERS - Math.min(path.length(), MOST_CHARACTERS / 2);
    return new ConfigProblem(cut(path, MOST_CHARACTERS / 2), cut(message, room));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
