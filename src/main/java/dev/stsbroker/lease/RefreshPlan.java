package dev.stsbroker.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * When a credential is replaced, as a function of its life.
 *
 * <p>Of a life L the credential is replaced at {@code min(L/2, max(L - 35 min, L/3))}, less up to a
 * tenth of that for jitter. So a one-hour session is never served with less than 35 min left: above
 * every client that asks again when 30 min or less remain. From 2.5 h on never less than 75 min:
 * above the 72 min of the strictest client known.
 */
final class RefreshPlan {
  private static final Duration LONGEST_CLIENT_WINDOW = Duration.ofMinutes(35);
  private static final double JITTER = 0.1;

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
    return issuedAt.plusMillis(age - (long) (age * JITTER * (1 - random)));
  }
}
