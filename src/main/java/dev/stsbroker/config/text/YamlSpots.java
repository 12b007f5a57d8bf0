package dev.stsbroker.config.text;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Finds where the values of a YAML text are written. An alias is where its anchor is. */
final class YamlSpots {
  private final int[] points;
  private int values;

  private YamlSpots(String text) {
    this.points = text.codePoints().toArray();
  }

  /** Where the settings in {@code text} are; nothing is known of a text that is no YAML. */
  static Spot read(String text) {
    try {
      Node root = new Yaml(YamlSyntax.options()).compose(new StringReader(text));
      return root == null ? Spot.whole(Map.of()) : new YamlSpots(text).spot(root, false, 0);
    } catch (YAMLException e) {
      return Spot.whole(Map.of());
    }
  }

  private Spot spot(Node node, boolean flow, int depth) {
    Map<Object, Spot> parts = new HashMap<>();
    if (++values <= YamlSyntax.MOST_VALUES && depth <= YamlSyntax.DEEPEST) {
      boolean within =
          flow || (node instanceof CollectionNode<?> held && held.getFlowStyle() == FlowStyle.FLOW);
      if (node instanceof MappingNode mapping) {
        addMembers(mapping, within, depth, parts);
      } else if (node instanceof SequenceNode sequence) {
        List<Node> items = sequence.getValue();
        for (int i = 0; i < items.size(); i++) {
          parts.put(i, spot(items.get(i), within, depth + 1));
        }
      }
    }
    return new Spot(line(node), null, raw(node), flow, parts);
  }

  private void addMembers(MappingNode mapping, boolean flow, int depth, Map<Object, Spot> members) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        Spot value = spot(entry.getValueNode(), flow, depth + 1);
        if (key.getTag().equals(Tag.MERGE)) {
          value.parts().forEach(members::putIfAbsent);
        } else {
          members.put(key.getValue(), value.under(line(key), written(key)));
        }
      }
    }
  }

  private static int line(Node node) {
    Mark mark = node.getStartMark();
    return mark.getLine() + 1;
  }

  private @Nullable String raw(Node node) {
    boolean line =
        node instanceof ScalarNode && node.getStartMark().getLine() == node.getEndMark().getLine();
    return line ? written(node) : null;
  }

  private String written(Node node) {
    int from = node.getStartMark().getIndex();
    return new String(points, from, node.getEndMark().getIndex() - from);
  }
}
