package dev.stsbroker.config;

/**
 * One thing wrong with a configuration, for a person to mend.
 *
 * @param path the setting, like {@code profiles.reader.duration}; for a problem of the text the
 *     file, with line and column where they are known
 * @param message what is there and what was expected; never a secret
 */
public record ConfigProblem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
