package dev.stsbroker.lease.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int USUAL_SEEDS = 400;

  @Test
  void engine_keepsEveryPromise_inEveryWorld() {
    long began = System.nanoTime();
    Tally all = new Tally();
    long first = Simulation.first();
    int count = Simulation.count(USUAL_SEEDS);
    LongStream.range(first, first + count)
        .parallel()
        .mapToObj(Simulation::run)
        .toList()
        .forEach(all::add);
    print(all, Duration.ofNanos(System.nanoTime() - began));
    assertThat(all.worlds).isEqualTo(count);
  }

  @Test
  void world_isTheSameAgain_whenTheSeedIs() {
    for (long seed = 1; seed <= 4; seed++) {
      assertThat(Simulation.run(seed).hash).isEqualTo(Simulation.run(seed).hash);
    }
    assertThat(Simulation.run(1).hash).isNotEqualTo(Simulation.run(2).hash);
  }

  private static void print(Tally all, Duration wall) {
    System.out.printf(
        """
        | seeds | simulated years | events | calls | answers | invariants | checks | wall time |
        |---|---|---|---|---|---|---|---|
        | %d | %.1f | %d | %d | %d | %d | %d | %.1f s |
        """,
        all.worlds,
        all.nanos / 1e9 / 86_400 / 365,
        all.events,
        all.calls,
        all.answers,
        Invariant.values().length,
        all.checks,
        wall.toMillis() / 1000.0);
  }
}
