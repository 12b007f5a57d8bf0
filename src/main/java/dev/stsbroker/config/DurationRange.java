package dev.stsbroker.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The durations a setting accepts.
 *
 * @param least as written, such as {@code 15m}
 * @param most as written
 */
record DurationRange(String least, String most) {

  /** Reads {@code text}; empty if it is none or out of the range. */
  Optional<Duration> read(String text) {
    return parse(text)
        .filter(duration -> duration.compareTo(parse(least).orElseThrow()) >= 0)
        .filter(duration -> duration.compareTo(parse(most).orElseThrow()) <= 0);
  }

  private static Optional<Duration> parse(String text) {
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
