package dev.stsbroker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.event.BrokerEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is no longer configured is no longer measured. */
class RemovedSeriesTest {
  @Test
  void series_goWithTheirProfile_andDoNotComeBack() {
    try (Telemetry telemetry = new Telemetry("test", System::nanoTime)) {
      BrokerEvents events = telemetry.events();
      events.profilesConfigured(Set.of("kept", "gone"));
      happens(events, "kept");
      happens(events, "gone");
      assertThat(scrape(telemetry)).contains("profile=\"gone\"").contains("profile=\"kept\"");
      events.profilesConfigured(Set.of("kept"));
      assertThat(scrape(telemetry)).doesNotContain("gone").contains("profile=\"kept\"");
      happens(events, "gone");
      assertThat(scrape(telemetry)).doesNotContain("gone");
      events.profilesConfigured(Set.of("kept", "gone"));
      happens(events, "gone");
      assertThat(scrape(telemetry))
          .contains("sts_broker_waiters_coalesced_total{profile=\"gone\"} 1.0");
    }
  }

  @Test
  void series_goWithTheirIdentity() {
    try (Telemetry telemetry = new Telemetry("test", System::nanoTime)) {
      BrokerEvents events = telemetry.events();
      events.identitiesConfigured(Map.of("main", "accessKey", "other", "accessKey"));
      events.identityRotated("other");
      assertThat(scrape(telemetry)).contains("identity=\"other\"");
      events.identitiesConfigured(Map.of("main", "accessKey"));
      assertThat(scrape(telemetry)).doesNotContain("other");
    }
  }

  @Test
  void codesThatStsMakesUp_areOneSeries() {
    try (Telemetry telemetry = new Telemetry("test", System::nanoTime)) {
      for (int i = 0; i < 150; i++) {
        String code = (i % 2 == 0 ? "InvalidParameter.Made" : "Made") + i;
        telemetry.events().callEnded("AssumeRole", code, Duration.ZERO);
        telemetry
            .events()
            .refreshFailed(
                "p", CredentialException.of(FailureKind.REFUSED, code, code + "\nsaid"), i);
      }
      assertThat(scrape(telemetry).lines().filter(line -> line.contains("other")))
          .hasSizeLessThan(12);
      assertThat(scrape(telemetry)).doesNotContain("Made");
    }
  }

  private static void happens(BrokerEvents events, String profile) {
    events.served(profile, "credentials-uri", 2000);
    events.coalesced(profile);
    events.refreshFailed(
        profile, CredentialException.of(FailureKind.REFUSED, "NoPermission", "no"), 1);
    events.fileWritten(profile, "/x");
  }

  private static String scrape(Telemetry telemetry) {
    return telemetry.scrape(Telemetry.TEXT_FORMAT, List.of(), List.of());
  }
}
