package dev.stsbroker.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Finds out whether a text is YAML of mappings, lists, texts, numbers and booleans: what JSON could
 * say too.
 */
final class YamlSyntax {
  /**
   * Aliases may refer to aliases, so what a text stands for can be huge where the text is small.
   */
  private static final int MOST_VALUES = 100_000;

  private static final int DEEPEST = 50;

  private final String file;
  private int values;

  private YamlSyntax(String file) {
    this.file = file;
  }

  /**
   * The settings in {@code text}; throws {@link ConfigException} with the first problem.
   *
   * @param file what messages call it
   */
  static JsonObject read(String file, String text) {
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options())).load(text);
    } catch (MarkedYAMLException e) {
      throw ConfigException.of(file + position(e.getProblemMark()), sentence(e));
    } catch (ReaderException e) {
      throw ConfigException.of(file, "has a control character (expected: text)");
    } catch (YAMLException e) {
      throw ConfigException.of(file, "is nested or aliased too much to be read");
    } catch (RuntimeException e) {
      // What the parser makes of a tag, such as !!binary, fails as it pleases.
      throw ConfigException.of(
          file, "has a tag that its value does not fit (expected: no tag, no !!)");
    }
    if (!(root instanceof Map<?, ?> settings)) {
      throw ConfigException.of(file, "is not a mapping (expected: settings by key)");
    }
    return new YamlSyntax(file).object(Place.ROOT, settings);
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(ConfigText.MOST_BYTES);
    options.setNestingDepthLimit(DEEPEST);
    return options;
  }

  private static String position(@Nullable Mark mark) {
    return mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  /** The parser's own words, where they cannot quote a value that may be a secret. */
  private static String sentence(MarkedYAMLException problem) {
    String words = String.valueOf(problem.getProblem());
    if (problem instanceof DuplicateKeyException) {
      return "the key " + words.substring(words.lastIndexOf(' ') + 1) + " is there twice";
    }
    if (words.contains("TAB")) {
      return "a tab cannot indent (expected: spaces)";
    }
    if (words.contains("undefined alias")) {
      return "text that begins with * is an alias of nothing (expected: quotes around it)";
    }
    if (words.contains("for the tag")) {
      return "text that begins with ! is a tag of nothing (expected: quotes around it)";
    }
    if (words.contains("another document")) {
      return "a second document begins (expected: one in a file)";
    }
    return "not YAML: " + words.replaceAll("\\s+", " ");
  }

  /** As Vert.x has it, each alias a copy of what it stands for. */
  private JsonObject object(Place place, Map<?, ?> map) {
    JsonObject object = new JsonObject();
    map.forEach(
        (key, item) -> {
          String name = key(place, key);
          object.put(name, value(place.to(name), item));
        });
    return object;
  }

  private @Nullable Object value(Place place, @Nullable Object value) {
    if (++values > MOST_VALUES || place.steps().size() > DEEPEST) {
      throw ConfigException.of(file, "is nested or aliased too much to be read");
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
      throw ConfigException.of(
          place.toString(), "is read as a date, a set or binary (expected: quotes around text)");
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

  private String key(Place place, @Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    String where = place.steps().isEmpty() ? file : place.toString();
    throw ConfigException.of(
        where, "the key " + key + " is not read as text (expected: quotes around it)");
  }
}
