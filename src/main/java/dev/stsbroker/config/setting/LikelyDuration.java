package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.TypedText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the duration that was probably meant by a text that is not in the form {@code 1h30m}. */
final class LikelyDuration {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?");
  private static final Pattern DECIMAL = Pattern.compile("([0-9]{1,3})[.,]5 ?h(?:ours?)?");

  private LikelyDuration() {}

  /** The duration that {@code raw} stands for in {@code range}; empty if there is none. */
  static Optional<String> of(String raw, DurationRange range) {
    String text = TypedText.plain(raw).replaceAll("[\"'_]", "").strip().toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(text).matches()) {
      return Stream.of("s", "m", "h")
          .flatMap(unit -> LikelyDuration.time(text + unit).stream())
          .filter(range::holds)
          .findFirst()
          .map(LikelyDuration::written);
    }
    return time(inUnits(text)).map(range::nearest).map(LikelyDuration::written);
  }

  /** {@code text} with {@code h}, {@code m} and {@code s} alone, if it can be read so. */
  private static String inUnits(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      String seconds = clock.group(3) == null ? "" : clock.group(3) + "s";
      return clock.group(1) + "h" + clock.group(2) + "m" + seconds;
    }
    Matcher half = DECIMAL.matcher(text);
    if (half.matches()) {
      return half.group(1) + "h30m";
    }
    return text.replaceFirst("^pt(?=[0-9])", "")
        .replaceAll("one (?=[hms])|an (?=h)", "1")
        .replaceAll("([0-9]) *(hours?|hrs?)(?![a-z])", "$1h")
        .replaceAll("([0-9]) *(minutes?|mins?)(?![a-z])", "$1m")
        .replaceAll("([0-9]) *(seconds?|secs?)(?![a-z])", "$1s")
        .replaceAll("([0-9]) *d(?:ays?)?$", "$1d")
        .replaceAll("([0-9]) +([hms])(?![a-z])", "$1$2")
        .replaceAll(" *(?:and|,)? +", "");
  }

  private static Optional<Duration> time(String text) {
    Matcher days = Pattern.compile("([0-9]{1,4})d").matcher(text);
    return days.matches()
        ? Optional.of(Duration.ofDays(Integer.parseInt(days.group(1))))
        : DurationRange.parse(text);
  }

  /** As people write it: {@code 1h30m}. */
  static String written(Duration time) {
    String text =
        part(time.toHours(), "h")
            + part(time.toMinutesPart(), "m")
            + part(time.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
