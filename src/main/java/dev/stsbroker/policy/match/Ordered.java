package dev.stsbroker.policy.match;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Accepts by the order of the request's value to the policy's.
 *
 * @param read makes a value of a text; empty for what is none
 * @param accepts told below zero where the request's value is the smaller one
 */
record Ordered<T extends Comparable<T>>(Function<String, Optional<T>> read, IntPredicate accepts)
    implements Comparison {
  static final Function<String, Optional<BigDecimal>> NUMBERS = Ordered::number;
  static final Function<String, Optional<Instant>> MOMENTS = Ordered::moment;
  static final Function<String, Optional<Boolean>> TRUTHS = Ordered::bool;

  /** Longer numbers are no quantities, and costly to read. */
  private static final int MAX_DIGITS = 64;

  @Override
  public Outcome test(String wanted, String actual) {
    return read.apply(wanted)
        .flatMap(bound -> read.apply(actual).map(value -> value.compareTo(bound)))
        .map(order -> Outcome.of(accepts.test(order)))
        .orElse(Outcome.UNKNOWN);
  }

  @Override
  public boolean covers(String wanted, Comparison other, String narrower) {
    if (!(other instanceof Ordered<?> inner) || !read.equals(inner.read)) {
      return false;
    }
    return read.apply(wanted)
        .flatMap(bound -> read.apply(narrower).map(edge -> edge.compareTo(bound)))
        .map(order -> covers(order, inner.accepts))
        .orElse(false);
  }

  /**
   * Whether all is accepted that {@code inner} accepts, whose edge has {@code order} to this one's:
   * what is below an edge, at it, and above it.
   */
  private boolean covers(int order, IntPredicate inner) {
    return (!inner.test(-1) || covers(order, -1))
        && (!inner.test(0) || accepts.test(order))
        && (!inner.test(1) || covers(order, 1));
  }

  /** Likewise of all on one side of an edge, which reaches across this one's or does not. */
  private boolean covers(int order, int side) {
    boolean across = Integer.signum(order) == -side;
    return accepts.test(side) && (!across || (accepts.test(0) && accepts.test(-side)));
  }

  private static Optional<Boolean> bool(String text) {
    return text.equalsIgnoreCase("true")
        ? Optional.of(true)
        : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > MAX_DIGITS ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
