package dev.stsbroker.policy.difference;

import dev.stsbroker.policy.Condition;
import dev.stsbroker.policy.ResourcePattern;
import dev.stsbroker.policy.Statement;
import dev.stsbroker.policy.match.Glob;
import dev.stsbroker.policy.match.Operator;
import dev.stsbroker.policy.match.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether statements certainly match everything that another one matches. Compares the
 * texts of patterns, so the answer "no" means "not certain".
 */
final class Coverage {
  private Coverage() {}

  /**
   * The first part of {@code inner}, its place and an action of it, that none of {@code outers}
   * certainly matches all of; empty if there is none.
   */
  static Optional<String> beyond(Statement inner, List<Statement> outers) {
    List<Statement> able = outers.stream().filter(outer -> conditions(outer, inner)).toList();
    if (inner.actions().isEmpty()) {
      boolean all = resources(able.stream().filter(outer -> allBut(outer, inner)).toList(), inner);
      return all ? Optional.empty() : Optional.of(inner.sourcePath() + " (NotAction)");
    }
    return inner.actions().stream()
        .filter(action -> !resources(of(action, able), inner))
        .map(action -> inner.sourcePath() + " (" + action + ")")
        .findFirst();
  }

  /** Whether some request may match both. */
  static boolean meet(Statement one, Statement other) {
    return actionsMeet(one, other)
        && any(
            one.resources(), left -> any(other.resources(), it -> ResourcePattern.meet(left, it)));
  }

  private static List<Statement> of(String action, List<Statement> outers) {
    return outers.stream().filter(outer -> matchesAll(outer, action)).toList();
  }

  private static boolean resources(List<Statement> outers, Statement inner) {
    return inner.resources().stream()
        .allMatch(
            resource ->
                any(
                    outers,
                    outer -> any(outer.resources(), it -> ResourcePattern.covers(it, resource))));
  }

  private static boolean matchesAll(Statement outer, String action) {
    return outer.actions().isEmpty()
        ? outer.notActions().stream().allMatch(it -> compare(it, action) == Outcome.FAILS)
        : any(outer.actions(), it -> compare(it, action) == Outcome.HOLDS);
  }

  /** Whether {@code outer} matches all actions but those that {@code inner} leaves out too. */
  private static boolean allBut(Statement outer, Statement inner) {
    return outer.actions().isEmpty()
        ? outer.notActions().stream()
            .allMatch(left -> any(inner.notActions(), it -> compare(it, left) == Outcome.HOLDS))
        : any(outer.actions(), it -> it.equals("*") || it.equals("*:*"));
  }

  private static boolean actionsMeet(Statement one, Statement other) {
    if (one.actions().isEmpty() || other.actions().isEmpty()) {
      return true;
    }
    return any(
        one.actions(), left -> any(other.actions(), it -> compare(left, it) != Outcome.FAILS));
  }

  /** Whether the conditions of {@code outer} hold wherever those of {@code inner} do. */
  private static boolean conditions(Statement outer, Statement inner) {
    return outer.conditions().stream()
        .allMatch(wanted -> any(inner.conditions(), given -> implies(given, wanted)));
  }

  /** A test for one of some values holds for fewer of them, a test for none of them for more. */
  private static boolean implies(Condition given, Condition wanted) {
    if (!given.key().equals(wanted.key())) {
      return false;
    }
    Optional<Operator> is = Operator.named(given.operator());
    Optional<Operator> was = Operator.named(wanted.operator());
    if (is.isEmpty() || was.isEmpty()) {
      return given.operator().equals(wanted.operator())
          && new HashSet<>(given.values()).equals(new HashSet<>(wanted.values()));
    }
    if (is.get().negated() != was.get().negated()) {
      return false;
    }
    return is.get().negated()
        ? within(wanted.values(), was.get(), given.values(), is.get())
        : within(given.values(), is.get(), wanted.values(), was.get());
  }

  /** Whether each of some values stands for no more than one of others does. */
  private static boolean within(
      List<String> values, Operator inner, List<String> others, Operator outer) {
    return values.stream().allMatch(value -> any(others, it -> outer.covers(it, inner, value)));
  }

  private static Outcome compare(String pattern, String action) {
    return Glob.compare(lower(pattern), lower(action), false);
  }

  private static <T> boolean any(List<T> items, Predicate<T> accepted) {
    return items.stream().anyMatch(accepted);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
