package dev.stsbroker.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTest {
  @Test
  void readyBroker_isZero_andNothingIsPrinted() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String url = broker.url("").toString();
      assertThat(Ran.of(new Wait(), "--url", url)).isEqualTo(new Ran(0, "", ""));
      assertThat(Ran.of(new Wait(), "reader", "--url", url)).isEqualTo(new Ran(0, "", ""));
    }
  }

  @Test
  void profile_isWaitedFor_untilStsAnswers() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      String url = broker.url("").toString();
      broker.sandbox().cloud().faults().always(Fault.unavailable());
      assertThat(Ran.of(new Wait(), "reader", "--timeout", "0s", "--url", url).err())
          .startsWith("not ready within 0s: " + url + ": StsUnavailable: ");
      CompletableFuture<Ran> waiting =
          CompletableFuture.supplyAsync(
              () -> Ran.of(new Wait(), "reader", "--timeout", "1m", "--url", url));
      broker.sandbox().cloud().faults().clear();
      assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(new Ran(0, "", ""));
    }
  }

  @Test
  void time_endsTheWait_andThree() throws Exception {
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(503, "not ready\n"))) {
      assertThat(Ran.of(new Wait(), "--timeout", "0s", "--url", server.url()))
          .isEqualTo(
              new Ran(
                  3,
                  "",
                  "not ready within 0s: %s: not every profile has a credential yet\n"
                      .formatted(server.url())));
    }
  }

  @Test
  void silentServer_isNotWaitedForMuchLonger_thanTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      Ran.Around hasty = new Ran.Around(Map.of(), Duration.ofSeconds(3).toNanos());
      assertThat(Ran.of(new Wait(), hasty, "--timeout", "2s", "--url", url))
          .isEqualTo(new Ran(3, "", "not ready within 2s: " + url + ": no answer within 2 s\n"));
    }
  }

  @Test
  void whatNeverPasses_isNotWaitedFor() throws Exception {
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(404, "nothing here"))) {
      assertThat(Ran.of(new Wait(), "--timeout", "1h", "--url", server.url()))
          .isEqualTo(new Ran(1, "", server.url() + ": HTTP status 404\n"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "1.5s", "1d", "99999s"})
  void timeout_isADuration(String text) {
    assertThat(Ran.of(new Wait(), "--timeout", text))
        .isEqualTo(new Ran(2, "", "--timeout: " + text + " (expected: such as 30s, 5m or 1h)\n"));
  }
}
