package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.app.TestingBroker;
import java.time.Duration;

/** Waits for refreshes, which a broker does in the background. */
final class Sessions {
  private Sessions() {}

  /** Waits until {@code profile} has been issued at least {@code count} sessions. */
  static void await(TestingBroker broker, String profile, int count) throws Exception {
    String series =
        "sts_broker_refresh_total{code=\"ok\",outcome=\"ok\",profile=\"%s\"}".formatted(profile);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Double issued = broker.metric(series);
    while (issued == null || issued < count) {
      assertThat(System.nanoTime()).as("%s sessions issued", issued).isLessThan(deadline);
      issued = broker.metric(series);
    }
  }
}
