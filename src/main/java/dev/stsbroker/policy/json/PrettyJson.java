package dev.stsbroker.policy.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints JSON for people: one item in each line, two spaces for each level, members in alphabetical
 * order.
 */
public final class PrettyJson {
  private PrettyJson() {}

  public static String of(JsonNode node) {
    return text(node, "");
  }

  private static String text(JsonNode node, String indent) {
    String inner = indent + "  ";
    if (node instanceof JsonNode.Tree tree) {
      return block(
          "{}",
          new TreeMap<>(tree.members())
              .entrySet().stream().map(member -> member(member, inner)).toList(),
          indent);
    }
    if (node instanceof JsonNode.Sequence sequence) {
      return block("[]", sequence.items().stream().map(item -> text(item, inner)).toList(), indent);
    }
    return node.canonical();
  }

  private static String member(Map.Entry<String, JsonNode> member, String indent) {
    return JsonNode.quoted(member.getKey()) + ": " + text(member.getValue(), indent);
  }

  private static String block(String pair, List<String> items, String indent) {
    if (items.isEmpty()) {
      return pair;
    }
    String inner = "\n" + indent + "  ";
    return items.stream()
        .collect(
            Collectors.joining(
                "," + inner, pair.charAt(0) + inner, "\n" + indent + pair.charAt(1)));
  }
}
