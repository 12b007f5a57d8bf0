package dev.stsbroker.policy.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A position in a document that is being checked. */
public record Cursor(String path, JsonNode node, Problems problems) {

  static String join(String path, String name) {
    String shown = Problems.excerpt(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  public void problem(String message) {
    problems.add(path, node.line(), message);
  }

  public void problem(Sentence sentence) {
    problems.add(path, node.line(), sentence);
  }

  /** A problem that says what is here and what should be. */
  public void expected(String what) {
    problem(node.summary() + " (expected: " + what + ")");
  }

  public boolean isObject() {
    return node instanceof JsonNode.Tree;
  }

  /** Members of an object; empty for anything else. */
  public Map<String, JsonNode> members() {
    return node instanceof JsonNode.Tree tree ? tree.members() : Map.of();
  }

  /** The member of that name, which must be there. */
  public Cursor member(String name, JsonNode value) {
    return new Cursor(join(path, name), value, problems);
  }

  /** The same object, for what follows, without one of its members. */
  public Cursor without(String name) {
    Map<String, JsonNode> rest = new LinkedHashMap<>(members());
    rest.remove(name);
    return new Cursor(path, new JsonNode.Tree(rest, node.line()), problems);
  }

  /** Items of an array; the value itself if it is none. */
  public List<Cursor> items() {
    if (!(node instanceof JsonNode.Sequence sequence)) {
      return List.of(this);
    }
    List<Cursor> items = new ArrayList<>();
    for (JsonNode item : sequence.items()) {
      items.add(new Cursor(path + "[" + items.size() + "]", item, problems));
    }
    return items;
  }

  /** The value as a string; empty, which no element takes, if it is none. */
  public String text() {
    return node instanceof JsonNode.Text text ? text.value() : "";
  }

  /** The strings of one string or of an array of them; anything else is a problem and left out. */
  public List<Cursor> texts() {
    List<Cursor> items = items();
    if (items.isEmpty()) {
      expected("at least one string");
    }
    for (Cursor item : items) {
      item.requireText();
    }
    return items.stream().filter(item -> item.node instanceof JsonNode.Text).toList();
  }

  private void requireText() {
    if (node instanceof JsonNode.Literal literal) {
      expected("a string: \"" + literal.summary() + "\"");
    } else if (!(node instanceof JsonNode.Text)) {
      expected("a string");
    }
  }
}
