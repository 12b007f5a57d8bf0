package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/configuration.md} has every key of the schema, as the schema describes it. With
 * {@code -Dpages.write=true} the page is written instead of compared.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Pages.FOLDER.resolve("configuration.md");
  private static final Path SCHEMA = Path.of("config/broker.schema.json");
  private static final String BEGIN = "<!-- generated from config/broker.schema.json -->\n";
  private static final Pattern VARIABLE = Pattern.compile("[a-z-]*\\$(\\{[\\w.:]+}|\\w+)");
  private static final String HEAD =
      "| key | value | default | what it does |\n|---|---|---|---|\n";

  @Test
  void keys_areThoseOfTheSchema() throws IOException {
    String keys = keys(new JsonObject(Files.readString(SCHEMA)));
    String page = Files.readString(PAGE);
    String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + keys;
    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(PAGE, written);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(written);
    assertThat(keys.lines().filter(line -> line.startsWith("| `"))).hasSizeGreaterThan(50);
  }

  @Test
  void rows_haveWhatTheSchemaSays() {
    JsonObject schema =
        new JsonObject(
            """
            {"required": ["m"], "properties": {
               "m": {"type": "object", "description": "By <name>.", "additionalProperties": {
                  "type": "object", "description": "One.", "required": ["a"], "properties": {
                    "a": {"type": "string", "x-expected": "a|b", "description": "A: x-${y.z}.", "examples": ["x"]},
                    "b": {"type": "boolean", "default": false, "description": "B."},
                    "c": {"enum": ["x", "y"], "description": "C."}}}}}}
            """);
    assertThat(keys(schema))
        .isEqualTo(
            "## m\n\n"
                + HEAD
                + "| `m` | a mapping | required | By \\<name>. |\n"
                + "| `m.<name>` | a mapping | | One. |\n"
                + "| `m.<name>.a` | text: a\\|b | required | A: `x-${y.z}`. Example: `x` |\n"
                + "| `m.<name>.b` | `true` or `false` | `false` | B. |\n"
                + "| `m.<name>.c` | one of `x`, `y` | | C. |\n");
  }

  private static String keys(JsonObject schema) {
    List<String> sections = new ArrayList<>();
    for (String key : schema.getJsonObject("properties").fieldNames()) {
      List<String> rows = new ArrayList<>();
      JsonObject rule = schema.getJsonObject("properties").getJsonObject(key);
      add(key, rule, requires(schema, key), rows);
      sections.add("## " + key + "\n\n" + HEAD + String.join("\n", rows) + "\n");
    }
    return String.join("\n", sections);
  }

  private static void add(String path, JsonObject rule, boolean required, List<String> rows) {
    rows.add(
        "| `%s` | %s | %s | %s |"
            .formatted(path, type(rule), standing(rule, required), what(rule))
            .replace("|  |", "| |"));
    if (rule.getValue("additionalProperties") instanceof JsonObject each) {
      add(path + ".<name>", each, false, rows);
    }
    JsonObject properties = rule.getJsonObject("properties", new JsonObject());
    JsonObject item = rule.getJsonObject("items", new JsonObject());
    properties.forEach(
        one -> add(path + "." + one.getKey(), rule(one), requires(rule, one.getKey()), rows));
    item.getJsonObject("properties", new JsonObject())
        .forEach(
            one -> add(path + "[]." + one.getKey(), rule(one), requires(item, one.getKey()), rows));
  }

  private static JsonObject rule(Map.Entry<String, Object> property) {
    return (JsonObject) property.getValue();
  }

  private static boolean requires(JsonObject rule, String key) {
    return rule.getJsonArray("required", new JsonArray()).contains(key);
  }

  private static String standing(JsonObject rule, boolean required) {
    Object value = rule.getValue("default");
    boolean empty = value instanceof JsonObject none && none.isEmpty();
    return required ? "required" : value == null || empty ? "" : code(value);
  }

  private static String type(JsonObject rule) {
    JsonArray words = rule.getJsonArray("enum");
    if (words != null) {
      return words.stream()
          .map(ConfigurationPageTest::code)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    String expected = cell(rule.getString("x-expected", ""));
    String colon = expected.isEmpty() ? "" : ": ";
    return switch (rule.getString("type", "")) {
      case "boolean" -> "`true` or `false`";
      case "integer" -> "a number" + colon + expected;
      case "string" -> "text" + colon + expected;
      case "array" -> expected.isEmpty() ? "a list" : expected;
      default -> expected.isEmpty() ? "a mapping" : "a mapping" + colon + expected;
    };
  }

  private static String what(JsonObject rule) {
    JsonArray examples = rule.getJsonArray("examples", new JsonArray());
    String example = examples.isEmpty() ? "" : " Example: " + code(examples.getValue(0));
    return cell(rule.getString("description", "")) + example;
  }

  private static String code(Object value) {
    String text =
        value instanceof JsonObject || value instanceof JsonArray
            ? Json.encode(value)
            : value.toString();
    return "`" + text.replace("|", "\\|") + "`";
  }

  /** The text of a cell, in which no HTML begins, no cell ends, and no dollar begins a formula. */
  private static String cell(String text) {
    return VARIABLE
        .matcher(text.replace("<", "\\<").replace("|", "\\|").strip())
        .replaceAll(one -> Matcher.quoteReplacement("`" + one.group() + "`"));
  }
}
