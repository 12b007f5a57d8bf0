package dev.stsbroker.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buckets, holdings and turns of several callers, on time that is moved by hand. */
class SharesTest {
  private long now;
  private final Buckets buckets = new Buckets(10, 2, () -> now);

  @Test
  void caller_takesItsOwnBucketAlone() {
    assertThat(taken("hostile")).isEqualTo(10);
    assertThat(buckets.take("hostile")).isEqualTo(Duration.ofMillis(500));
    assertThat(taken("other")).isEqualTo(10);
    now += Duration.ofSeconds(2).toNanos();
    assertThat(taken("hostile")).isEqualTo(4);
  }

  /** A user may have 65,536 others; whoever asks all the time is remembered through it. */
  @Test
  void callers_areRememberedUpToABound_theLongestUnusedNot() {
    taken("hostile");
    for (int user = 0; user < 70_000; user++) {
      buckets.take(user);
      assertThat(user % 500 == 0 ? taken("hostile") : 0).isZero();
    }
    assertThat(buckets.callers()).isEqualTo(1_000);
    assertThat(taken(0)).as("forgotten").isEqualTo(10);
  }

  @Test
  void whoHoldsTheMost_comesFirst() {
    Holdings holdings = new Holdings();
    List.of("a", "b", "b", "c", "b", "c").forEach(holdings::add);
    assertThat(holdings.largestFirst()).containsExactly("b", "c", "a");
    List.of("b", "b", "b").forEach(holdings::remove);
    assertThat(holdings.largestFirst()).containsExactly("c", "a");
    assertThat(holdings.all()).isEqualTo(3);
    assertThat(holdings.of("b")).isZero();
  }

  @Test
  void callers_takeTurns_andWithinOneItsGroups() {
    Turns<String> turns = new Turns<>();
    for (int i = 0; i < 3; i++) {
      turns.add("hostile", "one", "one" + i, 3);
      turns.add("hostile", "two", "two" + i, 3);
      turns.add("other", "one", "other" + i, 3);
    }
    assertThat(turns.add("hostile", "one", "too many", 3)).isFalse();
    List<String> order = new ArrayList<>();
    while (!turns.isEmpty()) {
      order.add(turns.next());
    }
    assertThat(order)
        .containsExactly(
            "one0", "other0", "two0", "other1", "one1", "other2", "two1", "one2", "two2");
  }

  private int taken(Object caller) {
    int taken = 0;
    while (buckets.take(caller).isZero()) {
      taken++;
    }
    return taken;
  }
}
