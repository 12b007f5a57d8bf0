package dev.stsbroker.config.text;

import io.vertx.core.json.Json;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Quotes a text, where needed, so that YAML reads it as a text. */
final class YamlWords {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/._+]([A-Za-z0-9/._$*+=@:-]*[A-Za-z0-9/._$*+=@-])?");

  private static final Resolver RESOLVER = new Resolver();

  private YamlWords() {}

  /** {@code text} as it stands after a key or a dash, in quotes if it needs them. */
  static String text(String text) {
    return PLAIN.matcher(text).matches()
            && RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR)
        ? text
        : quoted(text);
  }

  /** {@code text} in double quotes, as JSON and YAML have it. */
  static String quoted(String text) {
    return Json.encode(text);
  }
}
