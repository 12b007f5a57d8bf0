package dev.stsbroker.policy;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PrettyJson;
import dev.stsbroker.policy.json.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access policy: what a role or a session may do. Documents with equal canonical text are equal.
 * {@code toString} shows only the size, because documents name buckets and people.
 *
 * <p>The language is that of "Policy structure and syntax" in RAM's documentation: version 1,
 * {@code Effect}, {@code Action} or {@code NotAction}, {@code Resource}, {@code Condition}.
 */
public final class PolicyDocument {
  private static final String VERSION = "Version";

  private final List<Statement> statements;
  private final String minified;

  private PolicyDocument(List<Statement> statements, String minified) {
    this.statements = List.copyOf(statements);
    this.minified = minified;
  }

  /** Reads a document; throws {@link PolicyException} with everything that is wrong with it. */
  public static PolicyDocument parse(String json) {
    Problems problems = new Problems();
    return read(JsonReader.read(json, problems), problems);
  }

  public static PolicyDocument read(JsonNode root, Problems problems) {
    List<Statement> statements =
        DocumentGrammar.statements(new Cursor("", root, problems), AccessGrammar::statement);
    problems.throwIfAny();
    return new PolicyDocument(statements, withTextVersion(root).canonical());
  }

  private static JsonNode withTextVersion(JsonNode root) {
    if (!(root instanceof JsonNode.Tree tree)
        || !(tree.members().get(VERSION) instanceof JsonNode.Literal number)) {
      return root;
    }
    Map<String, JsonNode> members = new LinkedHashMap<>(tree.members());
    members.put(VERSION, new JsonNode.Text(number.source(), number.line()));
    return new JsonNode.Tree(members, tree.line());
  }

  /** Its statements, in their order; never empty. */
  public List<Statement> statements() {
    return statements;
  }

  /** The document as JSON without white space, members in alphabetical order, no {@code \/}. */
  public String minified() {
    return minified;
  }

  /** The document as JSON for people: indented, members in alphabetical order. */
  public String pretty() {
    return PrettyJson.of(JsonReader.read(minified, new Problems()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyDocument that && minified.equals(that.minified);
  }

  @Override
  public int hashCode() {
    return minified.hashCode();
  }

  @Override
  public String toString() {
    return "PolicyDocument[" + statements.size() + " statements]";
  }
}
