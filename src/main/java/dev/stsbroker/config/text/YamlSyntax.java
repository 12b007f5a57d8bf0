package dev.stsbroker.config.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Checks whether a text is YAML that has only mappings, lists, texts, numbers and booleans, as JSON
 * has.
 */
public final class YamlSyntax {
  /**
   * Aliases may refer to aliases, so what a text stands for can be huge where the text is small.
   */
  static final int MOST_VALUES = 100_000;

  static final int DEEPEST = 50;

  private final String file;
  private final ConfigLines lines;
  private int values;

  private YamlSyntax(String file, ConfigLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * The settings in {@code text}; throws {@link ConfigException} with the first problem.
   *
   * @param file what messages call it
   */
  public static JsonObject read(String file, String text) {
    if (!(parsed(file, text) instanceof Map<?, ?> settings)) {
      throw ConfigException.of(file + ":1", "is not a mapping (expected: settings by key)");
    }
    ConfigLines lines = ConfigLines.of(file, text, false);
    return new YamlSyntax(file, lines).object(ConfigPath.ROOT, settings);
  }

  private static @Nullable Object parsed(String file, String text) {
    try {
      return new Yaml(new SafeConstructor(options())).load(text);
    } catch (MarkedYAMLException e) {
      YamlFault.Said said = YamlFault.of(text, e);
      throw ConfigException.of(file + ":" + said.line(), said.path(), said.message());
    } catch (ReaderException e) {
      String shown = String.format("\\u%04x", e.getCodePoint());
      throw ConfigException.of(
          file + ":" + line(text, e.getPosition()),
          "has the control character " + shown + " (expected: none)");
    } catch (YAMLException e) {
      throw ConfigException.of(
          file + ":1", "is nested or aliased too much (expected: plain settings)");
    } catch (RuntimeException e) {
      // A tag such as !!binary can make the parser fail with any exception.
      throw ConfigException.of(
          file + ":" + line(text, text.indexOf("!!")),
          "has a tag that its value does not fit (expected: no tag, no !!)");
    }
  }

  /** The line of the character at {@code index}, from 1. */
  public static int line(String text, int index) {
    int end = Math.max(0, Math.min(index, text.length()));
    return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** The bounds of what is read. */
  static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(ConfigText.MOST_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }

  /** As Vert.x has it, each alias a copy of what it stands for. */
  private JsonObject object(ConfigPath place, Map<?, ?> map) {
    JsonObject object = new JsonObject();
    map.forEach(
        (key, item) -> {
          String name = key(place, key, map.keySet());
          object.put(name, value(place.to(name), item));
        });
    return object;
  }

  private @Nullable Object value(ConfigPath place, @Nullable Object value) {
    if (++values > MOST_VALUES || place.steps().size() > DEEPEST) {
      throw ConfigException.of(
          file + ":1", "is nested or aliased too much (expected: plain settings)");
    }
    if (value instanceof Map<?, ?> map) {
      return object(place, map);
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      for (int i = 0; i < list.size(); i++) {
        array.add(value(place.at(i), list.get(i)));
      }
      return array;
    }
    if (!plain(value)) {
      String raw = Redactor.secret(place) ? null : lines.raw(place);
      String write = raw == null ? "" : Problems.WRITE + lines.entry(place, YamlWords.quoted(raw));
      throw ConfigException.of(
          lines.of(place),
          place.toString(),
          (raw == null ? "" : raw + " ")
              + "is read as a date, a set or binary (expected: quotes around text"
              + write
              + ")");
    }
    return value;
  }

  private static boolean plain(@Nullable Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number);
    }
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }

  private String key(ConfigPath place, @Nullable Object key, Set<?> all) {
    if (key instanceof String text) {
      return text;
    }
    if (key instanceof Map || key instanceof List) {
      throw ConfigException.of(
          lines.of(place),
          place.toString(),
          "{{ }} is not filled in (expected: what the template makes of it)");
    }
    String written = lines.other(place, all).orElse(String.valueOf(key));
    throw ConfigException.of(
        lines.of(place.to(written)),
        place.to(written).toString(),
        "is a key that is not read as text (expected: quotes around it; write: "
            + YamlWords.quoted(written)
            + ":)");
  }
}
