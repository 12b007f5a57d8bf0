package dev.stsbroker.policy;

import java.util.List;
import java.util.Map;

/** Tests all conditions of a statement together. */
final class Conditions {
  private Conditions() {}

  static Outcome test(List<Condition> conditions, Map<String, List<String>> context) {
    Outcome outcome = Outcome.HOLDS;
    for (Condition condition : conditions) {
      outcome = outcome.and(test(condition, context));
    }
    return outcome;
  }

  private static Outcome test(Condition condition, Map<String, List<String>> context) {
    List<String> actual = context.getOrDefault(condition.key(), List.of());
    return Operator.named(condition.operator())
        .map(operator -> operator.test(condition.values(), actual))
        .orElse(Outcome.UNKNOWN);
  }
}
