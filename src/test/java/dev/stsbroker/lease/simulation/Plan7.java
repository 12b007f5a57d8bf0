package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.CredentialException;
import java.time.Duration;

/** The numbers of the contract (refresh promises), written a second time to check the first by. */
final class Plan7 {
  static final Duration LAST_SERVED = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
  private static final Duration LONGEST_CALM = Duration.ofSeconds(60);

  private Plan7() {}

  /** {@code min(L/2, max(L - 35 min, L/3))}, in seconds of a life in seconds. */
  private static double age(double life) {
    return Math.min(life / 2, Math.max(life - 35 * 60, life / 3));
  }

  /** The longest life that is believed of a token that was asked to live for {@code asked}. */
  static Duration longest(Duration asked) {
    return asked.plusMinutes(1);
  }

  /** The least remaining life that is served of a token with {@code life}. */
  static Duration floor(Duration life) {
    return life.minus(refreshAge(life));
  }

  /** How soon after a token the next may be made, unasked. */
  static Duration calm(Duration life) {
    // Timers have milliseconds.
    Duration half = refreshAge(life).dividedBy(2).minusMillis(1);
    return half.compareTo(LONGEST_CALM) < 0 ? half : LONGEST_CALM;
  }

  /** The age at which a token with {@code life} is replaced at the latest. */
  static Duration refreshAge(Duration life) {
    return Duration.ofMillis((long) Math.ceil(age(life.toMillis() / 1000.0) * 1000));
  }

  /** What the retry plan has to do about {@code failure}. */
  static KeyHistory.Failure failure(CredentialException failure) {
    return switch (failure.kind()) {
      case REFUSED, IDENTITY_BROKEN ->
          new KeyHistory.Failure(failure.code(), LONGEST_PAUSE, LONGEST_PAUSE);
      case UNAVAILABLE, THROTTLED -> {
        Duration asked = failure.retryAfter() == null ? Duration.ZERO : failure.retryAfter();
        Duration honoured = asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
        yield new KeyHistory.Failure(
            failure.code(), longer(SHORTEST_PAUSE, honoured), longer(LONGEST_PAUSE, honoured));
      }
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
