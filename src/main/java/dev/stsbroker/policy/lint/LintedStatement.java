package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.AccessGrammar;
import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.Elements;
import dev.stsbroker.policy.ResourcePattern;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A statement in the form that the linter's rules read: with the position of every part, and
 * without parts that the grammar has refused.
 *
 * @param effect empty if it has none that is one
 * @param condition its operators, if it has any
 */
record LintedStatement(
    Cursor cursor,
    Optional<Effect> effect,
    List<Cursor> actions,
    List<Cursor> notActions,
    List<Cursor> resources,
    Optional<Cursor> condition) {

  static List<LintedStatement> of(JsonNode root) {
    Cursor document = new Cursor("", root, new Problems());
    return Elements.of(document, List.of("Version", "Statement"))
        .find("Statement")
        .map(Cursor::items)
        .orElse(List.of())
        .stream()
        .filter(Cursor::isObject)
        .map(LintedStatement::statement)
        .toList();
  }

  private static LintedStatement statement(Cursor cursor) {
    Elements elements = Elements.of(cursor.without(AccessGrammar.SID), AccessGrammar.ELEMENTS);
    return new LintedStatement(
        cursor,
        elements.find("Effect").map(Cursor::text).flatMap(Effect::written),
        texts(elements, "Action", AccessGrammar::wellFormedAction),
        texts(elements, "NotAction", AccessGrammar::wellFormedAction),
        texts(elements, "Resource", ResourcePattern::wellFormed),
        elements.find("Condition"));
  }

  private static List<Cursor> texts(Elements elements, String name, Predicate<String> wellFormed) {
    return elements.find(name).map(Cursor::texts).orElse(List.of()).stream()
        .filter(item -> wellFormed.test(item.text()))
        .toList();
  }

  /** Whether there is nothing that a request would have to meet. */
  boolean unconditional() {
    return condition.map(Cursor::members).map(Map::isEmpty).orElse(true);
  }

  boolean allows() {
    return effect.equals(Optional.of(Effect.ALLOW));
  }
}
