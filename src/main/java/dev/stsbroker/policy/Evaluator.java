package dev.stsbroker.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides requests as RAM's "policy evaluation process" has it. Where RAM's rule is unknown the
 * stricter one holds: a statement that is not fully understood never allows and may deny.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Decides one request.
   *
   * @param layers documents that must each allow it, like a role's policy and a session's; without
   *     any, nothing is allowed
   */
  public static Decision decide(List<PolicyDocument> layers, AccessRequest request) {
    List<String> allowing = new ArrayList<>();
    Optional<String> silent = Optional.empty();
    for (int i = 0; i < layers.size(); i++) {
      String label = layers.size() == 1 ? "" : "policy " + (i + 1) + " ";
      Optional<Statement> deny = first(layers.get(i), Effect.DENY, request);
      if (deny.isPresent()) {
        return new Decision(Verdict.EXPLICITLY_DENIED, label + deny.get().sourcePath());
      }
      Optional<Statement> allow = first(layers.get(i), Effect.ALLOW, request);
      allow.ifPresent(statement -> allowing.add(label + statement.sourcePath()));
      silent = silent.isEmpty() && allow.isEmpty() ? Optional.of(label.strip()) : silent;
    }
    return withoutDeny(allowing, silent);
  }

  /** How each statement of a document fares with a request, in their order. */
  public static List<StatementMatch> trace(PolicyDocument document, AccessRequest request) {
    return document.statements().stream().map(one -> match(one, request)).toList();
  }

  private static StatementMatch match(Statement statement, AccessRequest request) {
    return new StatementMatch(
        statement,
        matchesAction(statement, request.action()),
        matchesResource(statement, request.resource()),
        Conditions.test(statement.conditions(), request.context()));
  }

  private static Decision withoutDeny(List<String> allowing, Optional<String> silent) {
    return silent.isPresent() || allowing.isEmpty()
        ? new Decision(Verdict.NOT_ALLOWED, silent.filter(label -> !label.isEmpty()).orElse(null))
        : new Decision(Verdict.ALLOWED, String.join(", ", allowing));
  }

  private static Optional<Statement> first(
      PolicyDocument layer, Effect effect, AccessRequest request) {
    return layer.statements().stream()
        .filter(statement -> statement.effect() == effect && matches(statement, request))
        .findFirst();
  }

  private static boolean matches(Statement statement, AccessRequest request) {
    return matchesAction(statement, request.action())
        && matchesResource(statement, request.resource())
        && statement.effect().applies(Conditions.test(statement.conditions(), request.context()));
  }

  private static boolean matchesResource(Statement statement, String resource) {
    return statement.resources().stream()
        .anyMatch(pattern -> ResourcePattern.matches(pattern, resource));
  }

  /** Actions are matched without regard to case, resources with it. */
  private static boolean matchesAction(Statement statement, String action) {
    boolean listed = !statement.actions().isEmpty();
    List<String> patterns = listed ? statement.actions() : statement.notActions();
    String actual = action.toLowerCase(Locale.ROOT);
    return listed
        == patterns.stream()
            .anyMatch(pattern -> Glob.matches(pattern.toLowerCase(Locale.ROOT), actual));
  }
}
