package dev.stsbroker.policy.match;

/**
 * One of three answers: it matches, it does not, or that is unknown. Combined by Kleene's
 * three-valued logic.
 */
public enum Outcome {
  /** It holds. */
  HOLDS,
  /** It does not hold. */
  FAILS,
  /** RAM may know, this room does not. */
  UNKNOWN;

  static Outcome of(boolean truth) {
    return truth ? HOLDS : FAILS;
  }

  public Outcome and(Outcome other) {
    if (this == FAILS || other == FAILS) {
      return FAILS;
    }
    return this == UNKNOWN ? UNKNOWN : other;
  }

  public Outcome or(Outcome other) {
    return negate().and(other.negate()).negate();
  }

  public Outcome negate() {
    return switch (this) {
      case HOLDS -> FAILS;
      case FAILS -> HOLDS;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
