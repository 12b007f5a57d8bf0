package dev.stsbroker.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final Duration EACH = Duration.ofMillis(250);

  private long now = -7;
  private final TokenBucket bucket = new TokenBucket(3, 4, () -> now);

  @Test
  void soManyAtOnce_thenSoManyASecond() {
    assertThat(taken()).isEqualTo(3);
    pass(EACH.minusNanos(1));
    assertThat(bucket.take()).isEqualTo(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(taken()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(taken()).isEqualTo(3);
  }

  @Test
  void waiting_isUntilTheNext_howeverOftenItIsAsked() {
    taken();
    pass(Duration.ofMillis(100));
    for (int i = 0; i < 10; i++) {
      assertThat(bucket.take()).isEqualTo(Duration.ofMillis(150));
    }
    pass(Duration.ofMillis(150));
    assertThat(bucket.take()).isZero();
  }

  @Test
  void idleness_savesUpNoMoreThanAtFirst() {
    taken();
    pass(Duration.ofDays(400));
    assertThat(taken()).isEqualTo(3);
  }

  private int taken() {
    int taken = 0;
    while (bucket.take().isZero()) {
      taken++;
    }
    return taken;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
