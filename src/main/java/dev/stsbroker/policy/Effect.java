package dev.stsbroker.policy;

import dev.stsbroker.policy.match.Outcome;
import java.util.Optional;

/** The effect of a statement on the requests that it matches. */
public enum Effect {
  /** Grants them, where nothing denies them. */
  ALLOW,
  /** Refuses them, whatever else allows them. */
  DENY;

  public static Optional<Effect> written(String text) {
    return switch (text) {
      case "Allow" -> Optional.of(ALLOW);
      case "Deny" -> Optional.of(DENY);
      default -> Optional.empty();
    };
  }

  /** Whether a statement takes effect when its conditions come to {@code outcome}: doubt denies. */
  public boolean applies(Outcome outcome) {
    return this == ALLOW ? outcome == Outcome.HOLDS : outcome != Outcome.FAILS;
  }
}
