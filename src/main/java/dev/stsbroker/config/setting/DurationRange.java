package dev.stsbroker.config.setting;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The durations a setting accepts.
 *
 * @param least as written, such as {@code 15m}
 * @param most as written
 */
public record DurationRange(String least, String most) {

  /** Reads {@code text}; empty if it is none or out of the range. */
  public Optional<Duration> read(String text) {
    return parse(text).filter(this::holds);
  }

  /** Whether {@code duration} is within the range. */
  boolean holds(Duration duration) {
    return duration.equals(nearest(duration));
  }

  /** {@code duration}, or the end of the range that is nearest to it. */
  Duration nearest(Duration duration) {
    Duration shortest = parse(least).orElseThrow();
    Duration longest = parse(most).orElseThrow();
    return duration.compareTo(shortest) < 0
        ? shortest
        : duration.compareTo(longest) > 0 ? longest : duration;
  }

  /** The range that is written {@code 15m..12h}; empty if {@code text} is none. */
  static Optional<DurationRange> of(String text) {
    String[] ends = text.split("\\.\\.", -1);
    return ends.length == 2 && parse(ends[0]).isPresent() && parse(ends[1]).isPresent()
        ? Optional.of(new DurationRange(ends[0], ends[1]))
        : Optional.empty();
  }

  /** Reads a duration of any length; empty if {@code text} is none. */
  static Optional<Duration> parse(String text) {
    if (!text.matches("(?=.)([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?")) {
      return Optional.empty();
    }
    return Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
  }

  @Override
  public String toString() {
    return least + ".." + most;
  }
}
