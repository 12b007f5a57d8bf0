package dev.stsbroker.sdk;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How long a session is, and how old its credential. A session of an hour is replaced when 22.5 to
 * 25 minutes old, one of three hours when 81 to 90 minutes old: the old ones are just about that.
 */
enum Age {
  HOUR_NEW(60, 0),
  HOUR_MIDDLE(60, 11),
  HOUR_OLD(60, 22),
  THREE_NEW(180, 0),
  THREE_MIDDLE(180, 40),
  THREE_OLD(180, 80),
  /** Too old for any client to keep it; served because STS was away when it was to be replaced. */
  ENDING(15, 11);

  /** Those that are served while STS is well. */
  static final List<Age> USUAL =
      List.of(HOUR_NEW, HOUR_MIDDLE, HOUR_OLD, THREE_NEW, THREE_MIDDLE, THREE_OLD);

  private final Duration life;
  private final Duration age;

  Age(int lifeMinutes, int ageMinutes) {
    life = Duration.ofMinutes(lifeMinutes);
    age = Duration.ofMinutes(ageMinutes);
  }

  /** The ages there are, the oldest first. */
  static List<Duration> oldestFirst() {
    return Arrays.stream(values())
        .map(Age::age)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The name of the profile of that age. */
  String profile() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Duration life() {
    return life;
  }

  Duration age() {
    return age;
  }

  /** Whole minutes until the credential expires. */
  long minutesLeft() {
    return life.minus(age).toMinutes();
  }
}
