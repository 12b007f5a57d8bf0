package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A profile's state says since when, until when, what next, and what to do. */
class ProfileStateTest {
  @Test
  void outage_isTold_fromTheFirstFailureToTheRecovery() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      VirtualTime time = new VirtualTime(broker);
      assertThat(at(broker, "since")).isEqualTo(TestingBroker.START);
      assertThat(at(broker, "servedUntil")).isEqualTo(at(broker, "expiresAt").minusSeconds(60));
      assertThat(profile(broker).getString("todo")).isNull();

      broker
          .sandbox()
          .cloud()
          .faults()
          .always(Fault.refuse(503, "ServiceUnavailable", "down", null));
      time.pass(Duration.ofMinutes(40));
      JsonObject profile = profile(broker);
      assertThat(profile.getString("state")).isEqualTo("holding");
      Instant since = at(broker, "since");
      assertThat(since)
          .isBetween(
              TestingBroker.START.plus(Duration.ofMinutes(22)),
              TestingBroker.START.plus(Duration.ofMinutes(26)));
      assertThat(at(broker, "lastSuccessAt")).isEqualTo(TestingBroker.START);
      assertThat(profile.getString("lastErrorCode")).isEqualTo("ServiceUnavailable");
      assertThat(profile.getString("requestId")).isNotBlank();
      assertThat(broker.admin("/readyz").body())
          .contains(" (request " + profile.getString("requestId") + "); what is held");
      assertThat(profile.getString("todo")).contains("tried again");
      assertThat(at(broker, "nextRefreshAt")).isAfter(since);
      assertThat(profile.getString("askingSince")).isNull();
      assertThat(broker.admin("/readyz").body())
          .contains(
              "\nprofile reader holding since " + since + ": ",
              "what is held is served until " + at(broker, "servedUntil"),
              "next try " + at(broker, "nextRefreshAt"),
              "to do: " + profile.getString("todo"));

      Instant end = at(broker, "servedUntil");
      time.pass(Duration.ofMinutes(25));
      assertThat(profile(broker).getString("state")).isEqualTo("expired");
      assertThat(at(broker, "since")).isEqualTo(end);
      assertThat(profile(broker).getString("servedUntil")).isNull();
      assertThat(broker.admin("/readyz").body()).contains("nothing live is held");

      broker.sandbox().cloud().faults().clear();
      time.pass(Duration.ofMinutes(2));
      assertThat(profile(broker).getString("state")).isEqualTo("fresh");
      assertThat(at(broker, "since"))
          .isBetween(end, TestingBroker.START.plus(Duration.ofMinutes(67)));
      assertThat(profile(broker).getString("lastError")).isNull();
      assertThat(broker.admin("/readyz").body()).isEqualTo("ready\n");
    }
  }

  @Test
  void failedRefresh_isLogged_withStsRequest() throws Exception {
    try (TestingBroker broker =
            TestingBroker.startOnManualTime(TestingBroker.profile("reader", true));
        LogLines log = new LogLines()) {
      broker.sandbox().cloud().faults().next(Fault.refuse(503, "ServiceUnavailable", "down", null));
      String answer =
          ForcedRefreshTest.postAsync(broker, "/profiles/reader/refresh")
              .get(60, TimeUnit.SECONDS)
              .body();
      String request = " (request " + profile(broker).getString("requestId") + ")";
      assertThat(answer).contains(request);
      assertThat(log.all())
          .anyMatch(line -> line.contains(" WARN refresh - ") && line.endsWith(request));
    }
  }

  @Test
  void retryUnderWay_isTold_asWhatIsNext() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      broker.sandbox().cloud().faults().next(Fault.hang());
      CompletableFuture<?> refresh =
          ForcedRefreshTest.postAsync(broker, "/profiles/reader/refresh");
      Waiting.until("it is asked", () -> profile(broker).getString("askingSince") != null);
      assertThat(at(broker, "askingSince")).isEqualTo(TestingBroker.START);
      assertThat(profile(broker).getString("nextRefreshAt")).isNull();
      JsonObject identity =
          new JsonObject(broker.admin("/status").body())
              .getJsonArray("identities")
              .getJsonObject(0);
      assertThat(identity.getString("nextUseAt")).isEqualTo(TestingBroker.START.toString());
      assertThat(refresh).isNotDone();
    }
  }

  private static Instant at(TestingBroker broker, String key) throws Exception {
    return Instant.parse(profile(broker).getString(key));
  }

  private static JsonObject profile(TestingBroker broker) throws Exception {
    return new JsonObject(broker.admin("/status").body()).getJsonArray("profiles").getJsonObject(0);
  }
}
