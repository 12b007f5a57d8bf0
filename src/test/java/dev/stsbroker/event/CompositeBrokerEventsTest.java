package dev.stsbroker.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeBrokerEventsTest {
  @Test
  void everyTarget_isTold_whenOneThrows_andThatIsReportedOnce() {
    List<String> told = new ArrayList<>();
    List<RuntimeException> thrown = new ArrayList<>();
    BrokerEvents throwing =
        new BrokerEvents() {
          @Override
          public void coalesced(String profile) {
            throw new IllegalStateException("cannot count");
          }

          @Override
          public void served(String profile, String contract, double remainingSeconds) {
            throw new IllegalStateException("cannot count either");
          }
        };
    BrokerEvents writing =
        new BrokerEvents() {
          @Override
          public void coalesced(String profile) {
            told.add(profile);
          }

          @Override
          public void served(String profile, String contract, double remainingSeconds) {
            told.add(contract);
          }
        };
    CompositeBrokerEvents fan = new CompositeBrokerEvents(List.of(throwing, writing), thrown::add);
    fan.coalesced("reader");
    fan.served("reader", "auth-server", 60);
    assertThat(told).containsExactly("reader", "auth-server");
    assertThat(thrown).singleElement().extracting(Throwable::getMessage).isEqualTo("cannot count");
  }
}
