package dev.stsbroker.policy.preset;

import dev.stsbroker.policy.json.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills a preset's document. {@code ${name}} in a string is replaced by the value, once:
 * placeholders in a value are not replaced. An object with the member {@code "$with": "name"} is
 * left out where that value is not given, one with {@code "$without"} where it is.
 *
 * @param given values that were given, checked; only these count for the two directives
 * @param defaults values used where none is given
 */
record Template(Map<String, String> given, Map<String, String> defaults) {
  private static final String WITH = "$with";
  private static final String WITHOUT = "$without";
  private static final Pattern STATEMENT = Pattern.compile("Statement\\[([0-9]{1,6})](.*)");
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-zA-Z]+)}");

  /** The filled value; empty if it is left out. */
  Optional<JsonNode> fill(JsonNode node) {
    if (node instanceof JsonNode.Tree tree) {
      return wanted(tree) ? Optional.of(fillTree(tree)) : Optional.empty();
    }
    if (node instanceof JsonNode.Sequence sequence) {
      List<JsonNode> items =
          sequence.items().stream().flatMap(item -> fill(item).stream()).toList();
      return Optional.of(new JsonNode.Sequence(items, node.line()));
    }
    return Optional.of(node instanceof JsonNode.Text text ? fillText(text) : node);
  }

  /**
   * The path in {@code document}, as it is written, of what is at {@code path} once it is filled:
   * statements that are left out are not counted there.
   */
  String written(JsonNode document, String path) {
    Matcher place = STATEMENT.matcher(path);
    JsonNode written =
        document instanceof JsonNode.Tree tree ? tree.members().get("Statement") : null;
    if (!place.matches() || !(written instanceof JsonNode.Sequence sequence)) {
      return path;
    }
    List<JsonNode> statements = sequence.items();
    int left = Integer.parseInt(place.group(1));
    for (int i = 0; i < statements.size(); i++) {
      boolean kept = !(statements.get(i) instanceof JsonNode.Tree one) || wanted(one);
      if (kept && left-- == 0) {
        return "Statement[" + i + "]" + place.group(2);
      }
    }
    return path;
  }

  private boolean wanted(JsonNode.Tree tree) {
    JsonNode with = tree.members().get(WITH);
    JsonNode without = tree.members().get(WITHOUT);
    return (with == null || given.containsKey(word(with)))
        && (without == null || !given.containsKey(word(without)));
  }

  private JsonNode fillTree(JsonNode.Tree tree) {
    Map<String, JsonNode> members = new LinkedHashMap<>(tree.members());
    members.keySet().removeAll(List.of(WITH, WITHOUT));
    Map<String, JsonNode> filled = new LinkedHashMap<>();
    members.forEach((name, value) -> fill(value).ifPresent(node -> filled.put(name, node)));
    return new JsonNode.Tree(filled, tree.line());
  }

  private JsonNode fillText(JsonNode.Text text) {
    String filled =
        PLACE
            .matcher(text.value())
            .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    return new JsonNode.Text(filled, text.line());
  }

  private String value(String name) {
    String value = given.getOrDefault(name, defaults.get(name));
    if (value == null) {
      throw new IllegalStateException("the preset names a parameter it does not declare: " + name);
    }
    return value;
  }

  private static String word(JsonNode node) {
    return node instanceof JsonNode.Text text ? text.value() : "";
  }
}
