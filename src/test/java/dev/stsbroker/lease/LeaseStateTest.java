package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeaseStateTest {
  /** Dashboards and alerts match these: they stay, whatever the constants are called. */
  @Test
  void labels_stayAsTheyAre() {
    assertThat(Arrays.stream(LeaseState.values()).map(LeaseState::label))
        .containsExactly("empty", "minting", "fresh", "holding", "refused", "expired", "retired");
  }
}
