package dev.stsbroker.config.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of each setting of a configuration. The text is searched when the first message
 * needs a line, because most configurations have no faults.
 */
public final class ConfigLines {
  /** Of settings that are in no file. */
  static final ConfigLines NONE = new ConfigLines("", "", false);

  private final String file;
  private final String text;
  private final boolean json;
  private @Nullable Spot root;

  private ConfigLines(String file, String text, boolean json) {
    this.file = file;
    this.text = text;
    this.json = json;
  }

  /**
   * Of a text that was read already.
   *
   * @param file what messages call it
   */
  public static ConfigLines of(String file, String text, boolean json) {
    return new ConfigLines(file, text, json);
  }

  /** {@code file:line} of what is at {@code place}, or of what holds it; empty without a file. */
  public String of(ConfigPath place) {
    return file.isEmpty() ? "" : file + ":" + nearest(place).line();
  }

  /** The same of the setting that these keys lead to. */
  public String of(String... keys) {
    return of(new ConfigPath(List.of((Object[]) keys)));
  }

  /**
   * The same of a path as messages have it, such as {@code sandbox.accounts[0].id}; of the nearest
   * setting around it where the path leads to none.
   */
  public String ofPath(String path) {
    return of(ConfigPath.ofPath(path));
  }

  /** Whether there is something at {@code place}, be it a value or a whole section. */
  public boolean isWritten(ConfigPath place) {
    return at(place) != null;
  }

  /** What is written at {@code place}, on one line with its quotes; null if it is no such thing. */
  public @Nullable String raw(ConfigPath place) {
    Spot spot = at(place);
    return spot == null ? null : spot.raw();
  }

  /** The path of {@code name} in the folder of the configuration. */
  public Optional<Path> beside(String name) {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(file).toAbsolutePath().resolveSibling(name).normalize());
  }

  /**
   * What messages call {@code file}: from the folder the command runs in, if that is how the
   * configuration was named; never what looks like a key in place of a path.
   */
  public String shown(Path file) {
    Path name = file.getFileName();
    if (name != null && Redactor.isKeyLike(name.toString()) && !Files.exists(file)) {
      return Redactor.excerpt(name.toString());
    }
    boolean typed = !this.file.isEmpty() && !Path.of(this.file).isAbsolute();
    Path here = Path.of("").toAbsolutePath();
    return typed && file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }

  /** A key at {@code place} that is none of {@code texts}, as it is written. */
  Optional<String> other(ConfigPath place, Set<?> texts) {
    Spot spot = at(place);
    return spot == null
        ? Optional.empty()
        : spot.parts().keySet().stream()
            .filter(key -> !texts.contains(key))
            .map(String::valueOf)
            .findFirst();
  }

  /** {@code value}, which is written as it should stand, with what comes before it there. */
  public String entry(ConfigPath place, String value) {
    Spot spot = at(place);
    Object last = place.steps().isEmpty() ? 0 : place.steps().get(place.steps().size() - 1);
    if (last instanceof Integer) {
      return spot == null || spot.flow() ? value : "- " + value;
    }
    String known = spot == null ? null : spot.key();
    return keyed(known == null ? key(place.name()) : known, value);
  }

  /** The same under another key; only the key for a value of several lines. */
  public String renamed(ConfigPath place, String key) {
    String raw = raw(place);
    if (raw == null || !KnownKeys.isHarmless(place) || Redactor.hasUserInfo(raw)) {
      return keyed(key(key), "");
    }
    return keyed(key(key), Redactor.isKeyLike(raw) ? "" : TypedText.line(raw));
  }

  /** A text as it is written here. */
  public String text(String value) {
    return json ? YamlWords.quoted(value) : YamlWords.text(value);
  }

  /** A mapping of one key, on one line. */
  public String mapping(String key, String value) {
    return "{ " + keyed(key(key), text(value)) + " }";
  }

  private String key(String name) {
    return json ? YamlWords.quoted(name) : YamlWords.text(name);
  }

  private static String keyed(String key, String value) {
    return value.isEmpty() ? key + ":" : key + ": " + value;
  }

  private @Nullable Spot at(ConfigPath place) {
    Spot at = root();
    for (Object step : place.steps()) {
      at = at.parts().get(step);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private Spot nearest(ConfigPath place) {
    Spot at = root();
    for (Object step : place.steps()) {
      Spot next = at.parts().get(step);
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private Spot root() {
    Spot known = root;
    if (known == null) {
      known = text.isEmpty() ? Spot.whole(Map.of()) : spots();
      root = known;
    }
    return known;
  }

  private Spot spots() {
    return json ? JsonSpots.read(text) : YamlSpots.read(text);
  }
}
