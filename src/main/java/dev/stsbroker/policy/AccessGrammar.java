package dev.stsbroker.policy;

import dev.stsbroker.policy.action.ActionSpelling;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a statement of an access policy, with the elements that RAM's policy grammar lists. {@code
 * NotResource} is not one of them; neither is {@code Sid}, which is accepted because people write
 * it, and has no effect.
 */
public final class AccessGrammar {
  public static final String SID = "Sid";

  public static final List<String> ELEMENTS =
      List.of("Effect", "Action", "NotAction", "Resource", "Condition");

  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9_*?-]+:[A-Za-z0-9_*?./-]+");

  private static final String ACTION_SHAPE = "service:Name like oss:GetObject, or *";
  private static final String RESOURCE_SHAPE =
      "acs:service:region:account:name like acs:oss:*:*:my-bucket/*, or *";

  private AccessGrammar() {}

  static Optional<Statement> statement(Cursor cursor) {
    if (cursor.members().containsKey("Principal")) {
      cursor.problem("Principal belongs in a trust policy (expected: no Principal here)");
    }
    Elements elements = Elements.of(cursor.without("Principal").without(SID), ELEMENTS);
    checkOneAction(cursor, elements);
    List<String> actions = actions(elements, "Action");
    List<String> notActions = actions(elements, "NotAction");
    List<String> resources = resources(elements);
    List<Condition> conditions = ConditionGrammar.conditions(elements);
    return DocumentGrammar.effect(elements)
        .map(e -> new Statement(e, actions, notActions, resources, conditions, cursor.path()));
  }

  private static void checkOneAction(Cursor cursor, Elements elements) {
    boolean action = elements.find("Action").isPresent();
    if (action == elements.find("NotAction").isPresent()) {
      cursor.problem(
          (action ? "both Action and NotAction are here" : "Action is missing")
              + " (expected: exactly one of Action and NotAction)");
    }
  }

  private static List<String> actions(Elements elements, String name) {
    List<Cursor> found = elements.find(name).map(Cursor::texts).orElse(List.of());
    found.stream()
        .filter(item -> !wellFormedAction(item.text()))
        .forEach(AccessGrammar::refuseAction);
    return found.stream().map(Cursor::text).toList();
  }

  public static boolean wellFormedAction(String text) {
    return ACTION.matcher(text).matches();
  }

  private static void refuseAction(Cursor item) {
    Optional<String> meant =
        ActionSpelling.meant(item.text()).or(() -> ActionSpelling.inForm(item.text()));
    meant.ifPresentOrElse(
        word -> item.problem(Sentence.meaning(Kind.VALUE, item.node().summary(), word)),
        () -> item.expected(severalActions(item.text()).orElse(ACTION_SHAPE)));
  }

  /** The list that was meant by one text with several actions; empty if it is none. */
  private static Optional<String> severalActions(String text) {
    List<String> parts = List.of(text.strip().split("[,;\\s]+"));
    return parts.size() > 1 && parts.stream().allMatch(AccessGrammar::wellFormedAction)
        ? Optional.of("a list, " + parts.stream().map(JsonNode::quoted).toList())
        : Optional.empty();
  }

  private static List<String> resources(Elements elements) {
    List<Cursor> found =
        elements.require("Resource", RESOURCE_SHAPE).map(Cursor::texts).orElse(List.of());
    found.stream()
        .filter(item -> !ResourcePattern.wellFormed(item.text()))
        .forEach(item -> item.expected(RESOURCE_SHAPE));
    return found.stream().map(Cursor::text).toList();
  }
}
