package dev.stsbroker.policy.match;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * Compares one value of a policy with one value of a request; the outcome is unknown if either is
 * malformed.
 */
@FunctionalInterface
public interface Comparison {
  Comparison EXACT = (wanted, actual) -> Outcome.of(wanted.equals(actual));
  Comparison IGNORING_CASE = (wanted, actual) -> Outcome.of(wanted.equalsIgnoreCase(actual));
  Comparison LIKE = (wanted, actual) -> Outcome.of(Glob.matches(wanted, actual));
  Comparison BOOL = ordered(Comparison::bool, order -> order == 0);
  Comparison ADDRESS = Comparison::inRange;

  /** Longer numbers are no quantities, and costly to read. */
  int MAX_DIGITS = 64;

  Outcome test(String wanted, String actual);

  static Comparison numeric(IntPredicate accepts) {
    return ordered(Comparison::number, accepts);
  }

  /** Moments in ISO 8601 with a zone, as {@code acs:CurrentTime} is written. */
  static Comparison date(IntPredicate accepts) {
    return ordered(Comparison::moment, accepts);
  }

  /** Accepts by the order of the request's value to the policy's. */
  private static <T extends Comparable<T>> Comparison ordered(
      Function<String, Optional<T>> read, IntPredicate accepts) {
    return (wanted, actual) ->
        read.apply(wanted)
            .flatMap(bound -> read.apply(actual).map(value -> value.compareTo(bound)))
            .map(order -> Outcome.of(accepts.test(order)))
            .orElse(Outcome.UNKNOWN);
  }

  private static Outcome inRange(String wanted, String actual) {
    return AddressRange.parse(wanted)
        .flatMap(range -> AddressRange.parseAddress(actual).map(range::contains))
        .map(Outcome::of)
        .orElse(Outcome.UNKNOWN);
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
