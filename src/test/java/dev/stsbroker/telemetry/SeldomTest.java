package dev.stsbroker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {
  private long now = -1;
  private final Seldom seldom = new Seldom(() -> now);

  @Test
  void each_isToldOnceAMinute_withAllThatWereNot() {
    assertThat(seldom.count("full")).isEqualTo(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(seldom.count("full")).isZero();
    }
    assertThat(seldom.count("another")).isEqualTo(1);
    now += Duration.ofMinutes(1).toNanos() - 1;
    assertThat(seldom.count("full")).isZero();
    now += 1;
    assertThat(seldom.count("full")).isEqualTo(1_002);
    assertThat(seldom.count("full")).isZero();
  }
}
