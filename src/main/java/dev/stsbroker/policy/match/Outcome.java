package dev.stsbroker.policy.match;

/** The truth of a condition, where not every condition is understood (Kleene's logic). */
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
