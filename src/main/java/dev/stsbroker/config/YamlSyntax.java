package dev.stsbroker.config;

import java.nio.file.Path;
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

  private final Path file;
  private int values;

  private YamlSyntax(Path file) {
    this.file = file;
  }

  /** Throws {@link ConfigException} with the first problem. */
  static void check(Path file, String text) {
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options())).load(text);
    } catch (MarkedYAMLException e) {
      throw ConfigException.of(file + position(e.getProblemMark()), sentence(e));
    } catch (ReaderException e) {
      throw ConfigException.of(file.toString(), "has a control character (expected: text)");
    } catch (YAMLException e) {
      throw ConfigException.of(file.toString(), "is nested or aliased too much to be read");
    } catch (RuntimeException e) {
      // What the parser makes of a tag, such as !!binary, fails as it pleases.
      throw ConfigException.of(
          file.toString(), "has a tag that its value does not fit (expected: no tag, no !!)");
    }
    if (!(root instanceof Map)) {
      throw ConfigException.of(file.toString(), "is not a mapping (expected: settings by key)");
    }
    new YamlSyntax(file).visit(Place.ROOT, root);
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

  private void visit(Place place, @Nullable Object value) {
    if (++values > MOST_VALUES || place.steps().size() > DEEPEST) {
      throw ConfigException.of(file.toString(), "is nested or aliased too much to be read");
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> visit(place.to(key(place, key)), item));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visit(place.at(i), list.get(i));
      }
    } else if (!plain(value)) {
      throw ConfigException.of(
          place.toString(), "is read as a date, a set or binary (expected: quotes around text)");
    }
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
    String where = place.steps().isEmpty() ? file.toString() : place.toString();
    throw ConfigException.of(
        where, "the key " + key + " is not read as text (expected: quotes around it)");
  }
}
