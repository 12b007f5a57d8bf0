package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CallBudgetTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ManualTime time = new ManualTime(NOW);

  @Test
  void urgent_goFirst_whenCallsMustWait() {
    CallBudget budget = new CallBudget(1, time);
    List<String> started = new ArrayList<>();
    budget.start(NOW, () -> started.add("first"));
    budget.start(NOW.plusSeconds(60), () -> started.add("later"));
    budget.start(NOW.plusSeconds(5), () -> started.add("soonest"));
    time.advance(Duration.ofSeconds(3));
    assertThat(started).containsExactly("first", "soonest", "later");
  }

  @Property(tries = 200)
  void noSecond_holdsMoreThanTheBudget(
      @ForAll @IntRange(min = 1, max = 30) int limit, @ForAll long seed) {
    ManualTime clock = new ManualTime(NOW);
    CallBudget budget = new CallBudget(limit, clock);
    Random random = new Random(seed);
    List<Long> starts = new ArrayList<>();
    int asked = 0;
    for (int i = 0; i < 60; i++) {
      for (int burst = random.nextInt(2 * limit); burst > 0; burst--, asked++) {
        budget.start(NOW.plusSeconds(random.nextInt(9)), () -> starts.add(clock.nanoTime()));
      }
      clock.advance(Duration.ofMillis(random.nextInt(2000)));
    }
    clock.advance(Duration.ofMinutes(5));
    assertThat(starts).hasSize(asked);
    for (int i = limit; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - limit)).isGreaterThanOrEqualTo(1_000_000_000L);
    }
  }
}
