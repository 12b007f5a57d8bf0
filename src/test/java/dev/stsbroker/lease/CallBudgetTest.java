package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.ManualTime;
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
    budget.addRefresh(NOW, () -> started.add("first"));
    budget.drain(NOW);
    budget.addRefresh(NOW.plusSeconds(60), () -> started.add("later"));
    budget.addRefresh(NOW.plusSeconds(5), () -> started.add("soonest"));
    budget.drain(NOW);
    time.advance(Duration.ofSeconds(3));
    assertThat(started).containsExactly("first", "soonest", "later");
  }

  @Test
  void groups_takeTurns_soThatNoneDelaysAnothersFirstCall() {
    CallBudget budget = new CallBudget(1, time);
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String call = "many" + i;
      budget.addFirst("caller", "many", () -> started.add(call), 300);
    }
    budget.addFirst("caller", "one", () -> started.add("one"), 300);
    budget.addFirst("caller", "other", () -> started.add("other"), 300);
    budget.drain(NOW);
    time.advance(Duration.ofMillis(5500));
    assertThat(started).containsExactly("many0", "one", "other", "many1", "many2", "many3");
  }

  /** However many groups one of them fills. */
  @Test
  void callers_takeTurns_whateverTheirGroups() {
    CallBudget budget = new CallBudget(1, time);
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String call = "hostile" + i;
      budget.addFirst("hostile", i % 30, () -> started.add(call), 300);
    }
    for (int i = 0; i < 3; i++) {
      String call = "other" + i;
      budget.addFirst("other", 0, () -> started.add(call), 300);
    }
    budget.drain(NOW);
    time.advance(Duration.ofMillis(6500));
    assertThat(started)
        .containsExactly(
            "hostile0", "other0", "hostile1", "other1", "hostile2", "other2", "hostile3");
    assertThat(budget.waiting()).isEqualTo(296);
  }

  @Test
  void whatIsAboutToEnd_goesBeforeFirstCalls_andOthersAfterThem() {
    CallBudget budget = new CallBudget(1, time);
    List<String> started = new ArrayList<>();
    budget.addRefresh(NOW.plusSeconds(3), () -> started.add("urgent from the third second on"));
    budget.addRefresh(NOW.plusSeconds(600), () -> started.add("not urgent"));
    for (int i = 0; i < 4; i++) {
      String call = "new" + i;
      budget.addFirst("caller", "group", () -> started.add(call), 300);
    }
    budget.drain(NOW);
    time.advance(Duration.ofSeconds(8));
    assertThat(started)
        .containsExactly(
            "new0", "new1", "new2", "urgent from the third second on", "new3", "not urgent");
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
        Runnable call = () -> starts.add(clock.nanoTime());
        if (random.nextBoolean()) {
          budget.addFirst("caller", random.nextInt(3), call, 10_000);
        } else {
          budget.addRefresh(NOW.plusSeconds(random.nextInt(9)), call);
        }
        budget.drain(clock.instant());
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
