package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A broker whose machine's clock is wrong, stepped or asleep, against an STS whose clock is right.
 */
class ClockTest {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Test
  void wrongLocalClock_isLearntFromARefusal_andSignaturesAreAcceptedFromThen() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", false))) {
      broker.time().stepWall(Duration.ofHours(-2));
      broker.time().advance(LOOK);
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(503);
      assertThat(broker.metric("sts_broker_clock_skew_seconds")).isBetween(-7203.0, -7197.0);
      broker.time().advance(Duration.ofSeconds(2));
      broker.eventually("/credentials", 200);
    }
  }

  @Test
  void steps_areReported_andCallersNoticeNothing() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      String before = broker.get("/credentials").body();
      for (Duration step : new Duration[] {Duration.ofDays(1), Duration.ofDays(-2)}) {
        broker.time().stepWall(step);
        broker.time().advance(LOOK);
        assertThat(broker.get("/credentials").body()).isEqualTo(before);
      }
      assertThat(broker.metric("sts_broker_clock_skew_seconds")).isBetween(-86403.0, -86397.0);
      assertThat(broker.sandbox().cloud().calls()).hasSize(1);
    }
  }

  @Test
  void suspendOfAnHour_isNoticedWithinSeconds_andNothingExpiredIsServed() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      String before = broker.get("/credentials").body();
      broker.sandbox().cloud().faults().forNext(1, Fault.unavailable());
      broker.time().suspend(Duration.ofHours(1));
      broker.time().advance(LOOK);
      broker.eventually("/credentials", 503);
      broker.time().advance(Duration.ofSeconds(2));
      assertThat(broker.eventually("/credentials", 200)).isNotEqualTo(before);
    }
  }
}
