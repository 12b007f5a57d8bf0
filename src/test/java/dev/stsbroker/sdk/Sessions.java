package dev.stsbroker.sdk;

import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;

/** Waits for refreshes, which a broker does in the background. */
final class Sessions {
  private Sessions() {}

  /** Waits until {@code profile} has been issued at least {@code count} sessions. */
  static void await(TestingBroker broker, String profile, int count) throws Exception {
    String series =
        "sts_broker_refresh_total{code=\"ok\",outcome=\"ok\",profile=\"%s\"}".formatted(profile);
    Waiting.until(
        count + " sessions are issued",
        () -> {
          Double issued = broker.metric(series);
          return issued != null && issued >= count;
        });
  }
}
