package dev.stsbroker.policy.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON value that knows the line it began on. Lines count from 1; 0 is a value never written. */
public sealed interface JsonNode {
  int line();

  /** What it is, in a few words for a message. */
  String summary();

  /** Writes canonical JSON: no white space, members in order of their names, {@code /} as it is. */
  void writeTo(StringBuilder out);

  default String canonical() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder().append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    return out.append('"').toString();
  }

  /** An object; members in the order they were written. */
  record Tree(Map<String, JsonNode> members, int line) implements JsonNode {
    public Tree {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String summary() {
      return "an object";
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append('{');
      String separator = "";
      for (Map.Entry<String, JsonNode> member : new TreeMap<>(members).entrySet()) {
        out.append(separator).append(quoted(member.getKey())).append(':');
        member.getValue().writeTo(out);
        separator = ",";
      }
      out.append('}');
    }
  }

  /** An array. */
  record Sequence(List<JsonNode> items, int line) implements JsonNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String summary() {
      return items.isEmpty() ? "an empty array" : "an array";
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append('[');
      String separator = "";
      for (JsonNode item : items) {
        out.append(separator);
        item.writeTo(out);
        separator = ",";
      }
      out.append(']');
    }
  }

  /** A string. */
  record Text(String value, int line) implements JsonNode {
    @Override
    public String summary() {
      return quoted(Problems.excerpt(value));
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(quoted(value));
    }
  }

  /** A number, {@code true}, {@code false} or {@code null}, as written. */
  record Literal(String source, int line) implements JsonNode {
    @Override
    public String summary() {
      return Problems.excerpt(source);
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append(source);
    }
  }
}
