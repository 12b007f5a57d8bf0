package dev.stsbroker.policy.match;

import java.util.function.IntPredicate;

/**
 * Compares one value of a policy with one value of a request; the outcome is unknown if either is
 * malformed.
 */
@FunctionalInterface
public interface Comparison {
  Comparison EXACT = (wanted, actual) -> equality(wanted, wanted.equals(actual));
  Comparison IGNORING_CASE = (wanted, actual) -> equality(wanted, wanted.equalsIgnoreCase(actual));
  Comparison LIKE = (wanted, actual) -> Glob.compare(wanted, actual, true);
  Comparison ADDRESS = Comparison::inRange;

  Outcome test(String wanted, String actual);

  static Comparison truth() {
    return new Ordered<>(Ordered.TRUTHS, order -> order == 0);
  }

  static Comparison numeric(IntPredicate accepts) {
    return new Ordered<>(Ordered.NUMBERS, accepts);
  }

  /** Moments in ISO 8601 with a zone, as {@code acs:CurrentTime} is written. */
  static Comparison date(IntPredicate accepts) {
    return new Ordered<>(Ordered.MOMENTS, accepts);
  }

  /**
   * Whether this certainly matches {@code wanted} with all that {@code other} matches {@code
   * narrower} with.
   */
  default boolean covers(String wanted, Comparison other, String narrower) {
    if (other == LIKE && Glob.varies(narrower)) {
      return this == LIKE && Glob.compare(wanted, narrower, false) == Outcome.HOLDS;
    }
    if (other == EXACT || other == LIKE) {
      return textual() && test(wanted, narrower) == Outcome.HOLDS;
    }
    if (other == ADDRESS) {
      return this == ADDRESS && coversRange(wanted, narrower);
    }
    return this == other && test(wanted, narrower) == Outcome.HOLDS;
  }

  /** What a {@code ${...}} stands for is not known. */
  private static Outcome equality(String wanted, boolean equal) {
    return equal || !Glob.hasVariable(wanted) ? Outcome.of(equal) : Outcome.UNKNOWN;
  }

  private boolean textual() {
    return this == EXACT || this == IGNORING_CASE || this == LIKE;
  }

  private static boolean coversRange(String wanted, String narrower) {
    return AddressRange.parse(wanted)
        .flatMap(range -> AddressRange.parse(narrower).map(range::covers))
        .orElse(false);
  }

  private static Outcome inRange(String wanted, String actual) {
    return AddressRange.parse(wanted)
        .flatMap(range -> AddressRange.parseAddress(actual).map(range::contains))
        .map(Outcome::of)
        .orElse(Outcome.UNKNOWN);
  }
}
