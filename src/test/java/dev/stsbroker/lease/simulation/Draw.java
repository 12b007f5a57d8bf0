package dev.stsbroker.lease.simulation;

import java.time.Duration;
import java.util.Random;

/** Random durations. */
final class Draw {
  private Draw() {}

  /** Exponential with this mean, so that what it spaces comes without memory; at least 1 ms. */
  static Duration apart(Random random, Duration mean) {
    double factor = -Math.log(1 - random.nextDouble());
    return Duration.ofMillis(1 + (long) (mean.toMillis() * factor));
  }

  /** Between the two, each order of magnitude as likely as the other. */
  static Duration between(Random random, Duration least, Duration most) {
    double ratio = (double) most.toMillis() / least.toMillis();
    return Duration.ofMillis((long) (least.toMillis() * Math.pow(ratio, random.nextDouble())));
  }
}
