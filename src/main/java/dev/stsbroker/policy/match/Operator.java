package dev.stsbroker.policy.match;

import java.util.List;
import java.util.Optional;

/**
 * A condition operator of RAM ("Conditional operator" in its documentation).
 *
 * @param word its name in a document
 * @param comparison how a value of the document is held against one of the request
 * @param negated whether it wants no value to match
 */
public record Operator(String word, Comparison comparison, boolean negated) {
  private static final List<Operator> ALL =
      List.of(
          new Operator("StringEquals", Comparison.EXACT, false),
          new Operator("StringNotEquals", Comparison.EXACT, true),
          new Operator("StringEqualsIgnoreCase", Comparison.IGNORING_CASE, false),
          new Operator("StringNotEqualsIgnoreCase", Comparison.IGNORING_CASE, true),
          new Operator("StringLike", Comparison.LIKE, false),
          new Operator("StringNotLike", Comparison.LIKE, true),
          new Operator("NumericEquals", Comparison.numeric(order -> order == 0), false),
          new Operator("NumericNotEquals", Comparison.numeric(order -> order == 0), true),
          new Operator("NumericLessThan", Comparison.numeric(order -> order < 0), false),
          new Operator("NumericLessThanEquals", Comparison.numeric(order -> order <= 0), false),
          new Operator("NumericGreaterThan", Comparison.numeric(order -> order > 0), false),
          new Operator("NumericGreaterThanEquals", Comparison.numeric(order -> order >= 0), false),
          new Operator("DateEquals", Comparison.date(order -> order == 0), false),
          new Operator("DateNotEquals", Comparison.date(order -> order == 0), true),
          new Operator("DateLessThan", Comparison.date(order -> order < 0), false),
          new Operator("DateLessThanEquals", Comparison.date(order -> order <= 0), false),
          new Operator("DateGreaterThan", Comparison.date(order -> order > 0), false),
          new Operator("DateGreaterThanEquals", Comparison.date(order -> order >= 0), false),
          new Operator("Bool", Comparison.truth(), false),
          new Operator("IpAddress", Comparison.ADDRESS, false),
          new Operator("NotIpAddress", Comparison.ADDRESS, true));

  public static Optional<Operator> named(String word) {
    return ALL.stream().filter(operator -> operator.word.equals(word)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(Operator::word).toList();
  }

  /**
   * Whether a value of the document that is tested for by this certainly matches all that another
   * one matches that is tested for by {@code other}; whether either is {@link #negated} is not
   * asked.
   */
  public boolean covers(String wanted, Operator other, String narrower) {
    boolean same = comparison.equals(other.comparison) && wanted.equals(narrower);
    return same || comparison.covers(wanted, other.comparison, narrower);
  }

  /**
   * Tests a request's values against a condition's. Any pair may match; a negated operator wants
   * none to.
   */
  public Outcome test(List<String> wanted, List<String> actual) {
    if (actual.isEmpty()) {
      return absent(wanted);
    }
    Outcome outcome = Outcome.FAILS;
    for (String value : actual) {
      for (String pattern : wanted) {
        outcome = outcome.or(comparison.test(pattern, value));
      }
    }
    return negated ? outcome.negate() : outcome;
  }

  /**
   * A key that the request lacks matches nothing. Whether RAM then takes a negated operator as met,
   * and whether {@code *} stands for no value as well as for the empty one, is not documented.
   */
  private Outcome absent(List<String> wanted) {
    boolean empty = wanted.stream().anyMatch(one -> comparison.test(one, "") == Outcome.HOLDS);
    return negated || empty ? Outcome.UNKNOWN : Outcome.FAILS;
  }
}
