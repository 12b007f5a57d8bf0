package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.time.StsClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The clock is watched on, whatever becomes of those who are told. */
class ClockWatchTest {
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final StsClock clock = new StsClock(time, time.timing(1).scheduler(), time::sinceBoot);
  private int replanned;

  @Test
  void looks_goOn_whenPlanningAnewThrows() {
    ClockWatch watch = new ClockWatch(clock, time.timing(1).scheduler(), BrokerEvents.NONE);
    watch.start(
        () -> {
          replanned++;
          throw new IllegalStateException("cannot plan");
        });
    for (int jump = 1; jump <= 2; jump++) {
      time.suspend(Duration.ofHours(1));
      assertThatThrownBy(() -> time.advance(Duration.ofSeconds(2))).hasMessage("cannot plan");
      assertThat(replanned).isEqualTo(jump);
    }
    watch.stop();
    assertThat(time.armed()).isZero();
  }
}
