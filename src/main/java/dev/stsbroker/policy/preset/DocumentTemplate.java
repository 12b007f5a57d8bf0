package dev.stsbroker.policy.preset;

import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy document with placeholders in {@code Resource} and in the values of {@code Condition}.
 * There are none elsewhere: only the author chooses what is allowed, and under which condition
 * keys.
 *
 * @param root the document
 * @param texts the strings with placeholders
 */
record DocumentTemplate(JsonNode root, List<String> texts) implements PolicyTemplate {
  private static final Pattern OPEN =
      Pattern.compile("Statement(\\[[0-9]+])?\\.(Resource|Condition\\..+)(\\[[0-9]+])?");

  /**
   * A value before a wildcard stands for all values that begin with it, too, also where what is
   * between them could be part of a value.
   */
  private static final Pattern BEFORE_WILDCARD =
      Pattern.compile("\\$\\{(?:param|caller)\\.[^{}]*}[A-Za-z0-9._@-]*[*?]");

  DocumentTemplate {
    texts = List.copyOf(texts);
  }

  static DocumentTemplate read(String json) {
    Problems problems = new Problems();
    JsonNode root = JsonReader.read(json, problems);
    List<String> texts = new ArrayList<>();
    collect(new Cursor("", root, problems), texts);
    problems.throwIfAny();
    return new DocumentTemplate(root, texts);
  }

  @Override
  public Set<String> parameters() {
    return PolicyTemplate.names(texts);
  }

  @Override
  public List<String> warnings() {
    return texts.stream()
        .filter(text -> BEFORE_WILDCARD.matcher(text).find())
        .map(text -> Problems.excerpt(text) + " also covers every value that begins with this one")
        .toList();
  }

  @Override
  public SessionPolicy fill(Map<String, String> values) {
    PolicyTemplate.requireSafe(values);
    return SessionPolicy.of(PolicyDocument.read(filled(root, values), new Problems()));
  }

  private static void collect(Cursor at, List<String> texts) {
    at.members()
        .forEach(
            (name, value) -> {
              if (FillableText.begins(name)) {
                at.problem("a member's name has ${param...} (expected: in values alone)");
              }
              collect(at.member(name, value), texts);
            });
    if (at.node() instanceof JsonNode.Sequence) {
      at.items().forEach(item -> collect(item, texts));
    }
    if (FillableText.begins(at.text())) {
      texts.add(at.text());
      if (!OPEN.matcher(at.path()).matches()) {
        at.expected("${param...} in Resource and in values of Condition alone");
      }
    }
  }

  private static JsonNode filled(JsonNode node, Map<String, String> values) {
    if (node instanceof JsonNode.Tree tree) {
      Map<String, JsonNode> members = new LinkedHashMap<>();
      tree.members().forEach((name, value) -> members.put(name, filled(value, values)));
      return new JsonNode.Tree(members, tree.line());
    }
    if (node instanceof JsonNode.Sequence sequence) {
      List<JsonNode> items = sequence.items().stream().map(one -> filled(one, values)).toList();
      return new JsonNode.Sequence(items, sequence.line());
    }
    return node instanceof JsonNode.Text text
        ? new JsonNode.Text(new FillableText(text.value()).fill(values), text.line())
        : node;
  }
}
