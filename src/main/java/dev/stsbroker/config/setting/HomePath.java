package dev.stsbroker.config.setting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds paths with {@code ~}, which a shell would expand and the broker does not. */
public final class HomePath {
  private static final Pattern TILDE = Pattern.compile("(unix:)?~(/.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_][A-Z0-9_]*)");

  private HomePath() {}

  /** The path that was meant, as the broker reads it; empty if {@code text} is as it should be. */
  public static Optional<String> meant(String text) {
    Matcher home = TILDE.matcher(text);
    if (home.matches()) {
      return Optional.of((home.group(1) == null ? "" : "unix:") + "${env:HOME}" + home.group(2));
    }
    Matcher variable = VARIABLE.matcher(text);
    return variable.find() ? Optional.of(variable.replaceAll("\\${env:$1}")) : Optional.empty();
  }

  /** What is wrong with {@code text}, as the rest of a sentence up to what should be written. */
  public static String sentence(String text) {
    return text.contains("~")
        ? ": ~ is not expanded (expected: an absolute path, or one from this file's folder"
        : ": variables of a shell are not filled in (expected: ${env:NAME}";
  }
}
