package dev.stsbroker.sandbox.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void remember_refusesANonceAgain_untilItsTimeIsOver() {
    NonceMemory memory = new NonceMemory(10);

    assertThat(memory.remember("id", "n", NOON, NOON.plusSeconds(900))).isTrue();
    assertThat(memory.remember("id", "n", NOON.plusSeconds(900), NOON.plusSeconds(1800))).isFalse();
    assertThat(memory.remember("other", "n", NOON, NOON.plusSeconds(900))).isTrue();
    assertThat(memory.remember("id", "n", NOON.plusSeconds(901), NOON.plusSeconds(1801))).isTrue();
    assertThat(memory.size()).isEqualTo(1);
  }

  @Test
  void remember_dropsTheOneThatWouldGoFirst_whenFull() {
    NonceMemory memory = new NonceMemory(2);
    memory.remember("id", "late", NOON, NOON.plusSeconds(30));
    memory.remember("id", "early", NOON, NOON.plusSeconds(10));
    memory.remember("id", "middle", NOON, NOON.plusSeconds(20));

    assertThat(memory.size()).isEqualTo(2);
    assertThat(memory.remember("id", "late", NOON, NOON.plusSeconds(30))).isFalse();
    assertThat(memory.remember("id", "middle", NOON, NOON.plusSeconds(20))).isFalse();
  }
}
