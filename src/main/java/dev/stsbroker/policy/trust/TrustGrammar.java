package dev.stsbroker.policy.trust;

import dev.stsbroker.policy.Condition;
import dev.stsbroker.policy.ConditionGrammar;
import dev.stsbroker.policy.DocumentGrammar;
import dev.stsbroker.policy.Elements;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.trust.TrustPolicy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a statement of a trust policy, which has {@code Principal} instead of {@code Resource}. */
final class TrustGrammar {
  private static final List<String> ELEMENTS =
      List.of("Effect", "Action", "Principal", "Condition");
  private static final List<String> KINDS =
      Principal.Kind.all().map(Principal.Kind::element).toList();

  /** The one action of trust policies, for federated principals too. */
  private static final String ACTION = "sts:AssumeRole";

  private TrustGrammar() {}

  static Optional<TrustStatement> statement(Cursor cursor) {
    if (cursor.members().containsKey("Resource")) {
      cursor.problem("Resource belongs in an access policy (expected: no Resource here)");
    }
    Elements elements = Elements.of(cursor.without("Resource"), ELEMENTS);
    elements.require("Action", ACTION).ifPresent(TrustGrammar::checkAction);
    List<Principal> principals =
        elements
            .require("Principal", "an object with RAM, Service or Federated")
            .map(TrustGrammar::principals)
            .orElse(List.of());
    List<Condition> conditions = ConditionGrammar.conditions(elements);
    return DocumentGrammar.effect(elements)
        .map(effect -> new TrustStatement(effect, principals, conditions));
  }

  private static void checkAction(Cursor action) {
    action.texts().stream()
        .filter(item -> !item.text().equalsIgnoreCase(ACTION))
        .forEach(item -> item.expected(ACTION));
  }

  private static List<Principal> principals(Cursor cursor) {
    if (cursor.members().isEmpty()) {
      cursor.expected("an object with RAM, Service or Federated");
    }
    Elements elements = Elements.of(cursor, KINDS);
    List<Principal> principals = new ArrayList<>();
    Principal.Kind.all()
        .forEach(
            kind ->
                elements.find(kind.element()).map(Cursor::texts).orElse(List.of()).stream()
                    .map(item -> principal(kind, item))
                    .forEach(principals::add));
    return principals;
  }

  private static Principal principal(Principal.Kind kind, Cursor item) {
    if (!kind.accepts(item.text())) {
      item.expected(kind.shape());
    }
    return new Principal(kind, item.text());
  }
}
