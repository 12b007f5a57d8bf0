package dev.stsbroker.policy.trust;

import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PrettyJson;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a role's trust policy, in the form of "Edit the trust policy of a RAM role": a statement
 * for every grant, always with the action {@code sts:AssumeRole}, federated principals included.
 */
public final class TrustDocument {
  private TrustDocument() {}

  /**
   * The trust policy for these grants, as JSON for people.
   *
   * @param grants at least one
   * @throws PolicyException with every principal that has not the shape of its kind, and every
   *     empty condition
   */
  public static String write(List<TrustGrant> grants) {
    Problems problems = new Problems();
    grants.forEach(grant -> check(grant, problems));
    if (grants.isEmpty()) {
      problems.add("", 0, "nobody is trusted (expected: at least one principal)");
    }
    problems.throwIfAny();
    Map<String, JsonNode> document = new LinkedHashMap<>();
    document.put("Statement", list(grants.stream().map(TrustDocument::statement).toList()));
    document.put("Version", text("1"));
    return PrettyJson.of(tree(document));
  }

  private static void check(TrustGrant grant, Problems problems) {
    Principal principal = grant.principal();
    if (!principal.kind().accepts(principal.value())) {
      String shown = JsonNode.quoted(Problems.excerpt(principal.value()));
      problems.add(
          principal.kind().element(), 0, shown + " (expected: " + principal.kind().shape() + ")");
    }
    grant.conditions().forEach((key, values) -> checkValues(key, values, problems));
  }

  private static void checkValues(String key, List<String> values, Problems problems) {
    if (values.isEmpty() || values.stream().anyMatch(v -> v.isBlank() || !PlainText.printable(v))) {
      problems.add(key, 0, "empty or with controls (expected: plain text)");
    }
    if (values.stream().anyMatch(value -> value.replace("*", "").replace("?", "").isBlank())) {
      problems.add(key, 0, "matches anyone's (expected: a value)");
    }
  }

  private static JsonNode statement(TrustGrant grant) {
    Map<String, JsonNode> statement = new LinkedHashMap<>();
    statement.put("Action", text("sts:AssumeRole"));
    statement.put("Effect", text("Allow"));
    Principal principal = grant.principal();
    statement.put(
        "Principal",
        tree(Map.of(principal.kind().element(), list(List.of(text(principal.value()))))));
    if (!grant.conditions().isEmpty()) {
      statement.put("Condition", condition(grant.conditions()));
    }
    return tree(statement);
  }

  private static JsonNode condition(Map<String, List<String>> conditions) {
    Map<String, Map<String, JsonNode>> operators = new LinkedHashMap<>();
    conditions.forEach(
        (key, values) ->
            operators
                .computeIfAbsent(operator(values), operator -> new LinkedHashMap<>())
                .put(key, values(values)));
    Map<String, JsonNode> condition = new LinkedHashMap<>();
    operators.forEach((operator, keys) -> condition.put(operator, tree(keys)));
    return tree(condition);
  }

  /** A pattern needs the operator that knows patterns. */
  private static String operator(List<String> values) {
    return values.stream().anyMatch(value -> value.contains("*") || value.contains("?"))
        ? "StringLike"
        : "StringEquals";
  }

  private static JsonNode values(List<String> values) {
    return values.size() == 1
        ? text(values.get(0))
        : list(values.stream().map(TrustDocument::text).toList());
  }

  private static JsonNode text(String value) {
    return new JsonNode.Text(value, 0);
  }

  private static JsonNode list(List<JsonNode> items) {
    return new JsonNode.Sequence(new ArrayList<>(items), 0);
  }

  private static JsonNode tree(Map<String, JsonNode> members) {
    return new JsonNode.Tree(members, 0);
  }
}
