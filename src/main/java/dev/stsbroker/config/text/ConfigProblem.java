package dev.stsbroker.config.text;

import dev.stsbroker.text.PlainText;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One problem of a configuration, as it is shown to a person.
 *
 * @param location {@code file:line}, the file alone where there is no line, empty where there is no
 *     file
 * @param path the setting, like {@code profiles.reader.duration}; empty for a problem of the text
 * @param message what is there and what was expected; never a secret
 */
public record ConfigProblem(String location, String path, String message) {
  private static final int MOST_CHARACTERS = 1000;

  /** Escapes what could forge or hide text: parsers quote what they find, and NUL at the end. */
  public ConfigProblem {
    location = PlainText.escaped(location, Integer.MAX_VALUE);
    path = PlainText.escaped(path, Integer.MAX_VALUE);
    message = PlainText.escaped(message, Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return Stream.of(location, path, message)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }

  /** The same with no more than 1000 characters. */
  ConfigProblem shortened() {
    String place = cut(location, MOST_CHARACTERS / 4);
    String setting = cut(path, MOST_CHARACTERS / 4);
    int room = MOST_CHARACTERS - place.length() - setting.length() - 2;
    return new ConfigProblem(place, setting, cut(message, room));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
