package dev.stsbroker.policy;

import dev.stsbroker.policy.match.FieldMatch;
import dev.stsbroker.policy.match.Glob;
import dev.stsbroker.policy.match.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A set of policies compared with one request: the request needs one statement that allows it and
 * none that denies it.
 *
 * @param label what it is called before a statement's place; empty if it is the only one
 * @param matches its statements, in their order
 */
public record Layer(String label, List<StatementMatch> matches) {

  static Layer of(String label, List<PolicyDocument> policies, AccessRequest request) {
    List<StatementMatch> matches =
        policies.stream()
            .flatMap(one -> one.statements().stream())
            .map(one -> match(one, request))
            .toList();
    return new Layer(label, matches);
  }

  public static StatementMatch match(Statement statement, AccessRequest request) {
    FieldMatch action = action(statement, request);
    FieldMatch resource =
        statement.resources().stream()
            .map(pattern -> ResourcePattern.compare(pattern, request))
            .reduce(FieldMatch.FAILS, FieldMatch::or);
    FieldMatch conditions = Conditions.compare(statement.conditions(), request.context());
    return new StatementMatch(
        statement,
        action.outcome(),
        resource.outcome(),
        conditions.outcome(),
        action.and(resource).and(conditions).undecided());
  }

  /** Actions are matched without regard to case, resources with it. */
  private static FieldMatch action(Statement statement, AccessRequest request) {
    boolean listed = !statement.actions().isEmpty();
    List<String> patterns = listed ? statement.actions() : statement.notActions();
    Outcome outcome =
        patterns.stream()
            .map(
                pattern -> Glob.compare(lower(pattern), lower(request.action()), request.literal()))
            .reduce(Outcome.FAILS, Outcome::or);
    return FieldMatch.of(listed ? outcome : outcome.negate(), "action");
  }

  /** The place of the first statement of that effect that certainly matches; with doubt, or may. */
  Optional<String> first(Effect effect, boolean doubt) {
    return of(effect)
        .filter(one -> one.outcome() == Outcome.HOLDS || (doubt && undecided(one)))
        .map(this::place)
        .findFirst();
  }

  /** The statements on which it depends whether this layer allows. */
  Stream<StatementMatch> inDoubt() {
    Stream<StatementMatch> denying = of(Effect.DENY).filter(Layer::undecided);
    return first(Effect.ALLOW, false).isPresent()
        ? denying
        : Stream.concat(denying, of(Effect.ALLOW).filter(Layer::undecided));
  }

  String place(StatementMatch match) {
    return (label + " " + match.statement().sourcePath()).strip();
  }

  private Stream<StatementMatch> of(Effect effect) {
    return matches.stream().filter(one -> one.statement().effect() == effect);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean undecided(StatementMatch match) {
    return match.outcome() == Outcome.UNKNOWN;
  }
}
