package dev.stsbroker.policy.match;

import java.util.List;
import java.util.stream.Stream;

/**
 * The result of comparing one part of a request with a statement.
 *
 * @param outcome whether it matches
 * @param undecided what would have to be known; empty unless the outcome is unknown
 */
public record FieldMatch(Outcome outcome, List<String> undecided) {
  public static final FieldMatch HOLDS = new FieldMatch(Outcome.HOLDS, List.of());
  public static final FieldMatch FAILS = new FieldMatch(Outcome.FAILS, List.of());

  public FieldMatch {
    undecided = List.copyOf(undecided);
  }

  public static FieldMatch of(Outcome outcome, String field) {
    return new FieldMatch(outcome, outcome == Outcome.UNKNOWN ? List.of(field) : List.of());
  }

  public FieldMatch and(FieldMatch other) {
    return joined(outcome.and(other.outcome), other);
  }

  public FieldMatch or(FieldMatch other) {
    return joined(outcome.or(other.outcome), other);
  }

  private FieldMatch joined(Outcome result, FieldMatch other) {
    if (result != Outcome.UNKNOWN) {
      return result == Outcome.HOLDS ? HOLDS : FAILS;
    }
    List<String> fields =
        Stream.concat(undecided.stream(), other.undecided.stream()).distinct().toList();
    return new FieldMatch(result, fields);
  }
}
