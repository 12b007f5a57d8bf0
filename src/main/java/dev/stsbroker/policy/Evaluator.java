package dev.stsbroker.policy;

import dev.stsbroker.policy.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides requests by RAM's documented "policy evaluation process". If a statement depends on
 * something that is unknown about the request, or not documented of RAM, it is undecided; if that
 * can change the verdict, so is the verdict. Nothing undecided counts as allowed.
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
    return decideTogether(layers.stream().map(List::of).toList(), request);
  }

  /**
   * Decides one request.
   *
   * @param layers groups of documents that must each allow it; the documents of a group allow
   *     together, like all that are attached to a role
   */
  public static Decision decideTogether(List<List<PolicyDocument>> layers, AccessRequest request) {
    List<Layer> judged = new ArrayList<>();
    for (List<PolicyDocument> policies : layers) {
      String label = layers.size() == 1 ? "" : "policy " + (judged.size() + 1);
      judged.add(Layer.of(label, policies, request));
    }
    Decision worst = decide(judged, false);
    Decision best = decide(judged, true);
    if (worst.verdict() == Verdict.ALLOWED) {
      return worst;
    }
    return best.verdict() == Verdict.ALLOWED ? undecided(judged, best, worst) : best;
  }

  /** How each statement of a document fares with a request, in their order. */
  public static List<StatementMatch> trace(PolicyDocument document, AccessRequest request) {
    return document.statements().stream().map(one -> Layer.match(one, request)).toList();
  }

  private static Decision undecided(List<Layer> layers, Decision best, Decision worst) {
    List<String> fields =
        layers.stream()
            .flatMap(Layer::inDoubt)
            .flatMap(one -> one.undecided().stream())
            .distinct()
            .toList();
    List<String> statements =
        layers.stream().flatMap(layer -> layer.inDoubt().map(layer::place)).toList();
    return new Decision(
        Verdict.UNDECIDED, null, new Decision.Doubt(fields, statements, best, worst));
  }

  /**
   * Decides as if there were no doubt.
   *
   * @param kindly whether each Allow in doubt matches and no Deny in doubt does; else the opposite
   */
  private static Decision decide(List<Layer> layers, boolean kindly) {
    List<String> allowing = new ArrayList<>();
    Optional<String> silent = Optional.empty();
    for (Layer layer : layers) {
      Optional<String> deny = layer.first(Effect.DENY, !kindly);
      if (deny.isPresent()) {
        return new Decision(Verdict.EXPLICITLY_DENIED, deny.get());
      }
      Optional<String> allow = layer.first(Effect.ALLOW, kindly);
      allow.ifPresent(allowing::add);
      silent = silent.isEmpty() && allow.isEmpty() ? Optional.of(layer.label()) : silent;
    }
    return silent.isPresent() || allowing.isEmpty()
        ? new Decision(Verdict.NOT_ALLOWED, silent.filter(label -> !label.isEmpty()).orElse(null))
        : new Decision(Verdict.ALLOWED, String.join(", ", allowing));
  }
}
