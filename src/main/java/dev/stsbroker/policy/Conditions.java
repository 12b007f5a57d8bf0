package dev.stsbroker.policy;

import dev.stsbroker.policy.match.FieldMatch;
import dev.stsbroker.policy.match.Operator;
import dev.stsbroker.policy.match.Outcome;
import java.util.List;
import java.util.Optional;

/** Decides whether all conditions of a statement hold for a request. */
public final class Conditions {
  private Conditions() {}

  public static Outcome test(List<Condition> conditions, RequestContext context) {
    return compare(conditions, context).outcome();
  }

  static FieldMatch compare(List<Condition> conditions, RequestContext context) {
    FieldMatch match = FieldMatch.HOLDS;
    for (Condition condition : conditions) {
      match = match.and(FieldMatch.of(test(condition, context), condition.key()));
    }
    return match;
  }

  private static Outcome test(Condition condition, RequestContext context) {
    Optional<List<String>> actual = context.find(condition.key());
    Optional<Operator> operator = Operator.named(condition.operator());
    return operator.isEmpty() || actual.isEmpty()
        ? Outcome.UNKNOWN
        : operator.get().test(condition.values(), actual.get());
  }
}
