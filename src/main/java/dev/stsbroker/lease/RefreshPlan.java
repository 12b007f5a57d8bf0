package dev.stsbroker.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * Computes when a credential is replaced, from its life.
 *
 * <p>A credential with a life of L is replaced at the age of {@code min(L/2, max(L - 35 min,
 * L/3))}, less 1 to 10 % of that. The jitter spreads calls, and its least 1 % is for the call
 * itself, during which the old credential is served. So a session of 1 h is always served with at
 * least 35 min left, which is more than the 30 min that most clients want; one of 2.5 h or more
 * with at least 75 min, which is more than the 72 min of the strictest known client.
 */
final class RefreshPlan {
  private static final Duration LONGEST_CLIENT_WINDOW = Duration.ofMinutes(35);
  private static final double MOST_AHEAD = 0.1;
  private static final double LEAST_AHEAD = 0.01;
  private static final Duration LONGEST_CALM = Duration.ofSeconds(60);

  private RefreshPlan() {}

  /** The age at which a credential with {@code life} is due, before jitter. */
  static Duration age(Duration life) {
    Duration half = life.dividedBy(2);
    Duration third = life.dividedBy(3);
    Duration aboveWindow = life.minus(LONGEST_CLIENT_WINDOW);
    Duration latest = aboveWindow.compareTo(third) > 0 ? aboveWindow : third;
    return half.compareTo(latest) < 0 ? half : latest;
  }

  /**
   * The instant at which it is due.
   *
   * @param random 0 to 1: the nearer to 1 the later
   */
  static Instant refreshAt(Instant issuedAt, Instant expiresAt, double random) {
    long age = age(Duration.between(issuedAt, expiresAt)).toMillis();
    double ahead = LEAST_AHEAD + (MOST_AHEAD - LEAST_AHEAD) * (1 - random);
    return issuedAt.plusMillis(age - (long) Math.ceil(age * ahead));
  }

  /**
   * The least time from receiving a credential with {@code life} to replacing it. With a wall clock
   * that is ahead every new one looks overdue, and without this would be replaced as fast as STS
   * answers.
   */
  static Duration soonest(Duration life) {
    Duration half = age(life).dividedBy(2);
    return half.compareTo(LONGEST_CALM) < 0 ? half : LONGEST_CALM;
  }
}
