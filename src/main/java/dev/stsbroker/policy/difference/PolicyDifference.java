package dev.stsbroker.policy.difference;

import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a policy allows with what an earlier one allowed. What cannot be shown not to be
 * wider counts as wider.
 *
 * @param width which of the two allows more
 * @param reason what is not shown to have been allowed: a statement's place and an action of it;
 *     null unless it may be wider, or where the documents are not at hand
 */
public record PolicyDifference(Width width, @Nullable String reason) {
  /** Says which of two policies allows more. */
  public enum Width {
    /** Both allow the same, however they are written. */
    SAME,
    /** The second allows nothing that the first did not. */
    NARROWER,
    /** The second may allow what the first did not. */
    MAY_BE_WIDER
  }

  /** How {@code after} compares with {@code before}. */
  public static PolicyDifference between(PolicyDocument before, PolicyDocument after) {
    Optional<String> more = beyond(before, after);
    if (more.isPresent()) {
      return new PolicyDifference(Width.MAY_BE_WIDER, more.get());
    }
    return new PolicyDifference(
        beyond(after, before).isPresent() ? Width.NARROWER : Width.SAME, null);
  }

  /** Something that {@code after} may allow and {@code before} did not. */
  private static Optional<String> beyond(PolicyDocument before, PolicyDocument after) {
    List<Statement> allowed = of(Effect.ALLOW, before);
    List<Statement> allows = of(Effect.ALLOW, after);
    List<Statement> denies = of(Effect.DENY, after);
    return allows.stream()
        .flatMap(allow -> Coverage.beyond(allow, allowed).stream())
        .findFirst()
        .or(
            () ->
                of(Effect.DENY, before).stream()
                    .filter(denied -> allows.stream().anyMatch(it -> Coverage.meet(it, denied)))
                    .flatMap(denied -> Coverage.beyond(denied, denies).stream())
                    .map(place -> place + " denied before")
                    .findFirst());
  }

  private static List<Statement> of(Effect effect, PolicyDocument document) {
    return document.statements().stream().filter(one -> one.effect() == effect).toList();
  }
}
