package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import dev.stsbroker.testing.Waiting;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** STS takes every call for an hour and answers none. */
class HangTest {
  private static final int PROFILES = 10;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void hang_costsNeitherThreadsNorMemoryNorAnswers_whenItLastsAnHour() throws Exception {
    try (TestingBroker broker = TestingBroker.startOnManualTime(profiles(PROFILES, true))) {
      VirtualTime time = new VirtualTime(broker);
      // Three-hour sessions are due after 81 to 90 min.
      time.pass(Duration.ofMinutes(80));
      broker.sandbox().cloud().faults().always(Fault.hang());
      time.slow(true);
      passWithCallers(broker, time, 15);
      Cost early = Cost.of(broker);
      passWithCallers(broker, time, 45);
      Cost late = Cost.of(broker);
      System.out.println("STS hangs, after 15 min: " + early + "; after 60 min: " + late);
      assertThat(late.threads()).isLessThanOrEqualTo(early.threads());
      assertThat(late.callsInFlight()).isLessThanOrEqualTo(PROFILES);
      assertThat(late.heapBytes()).isLessThan(early.heapBytes() + 4_000_000);
      assertRecovers(broker, time);
    }
  }

  @Test
  void hang_isLoggedOncePerProfile_whenMoreCallsHangThanThereAreConnections() throws Exception {
    int profiles = 20;
    try (LogLines log = new LogLines();
        TestingBroker broker = TestingBroker.startOnManualTime(profiles(profiles + 1, false))) {
      broker.sandbox().cloud().faults().always(Fault.hang());
      List<CompletableFuture<HttpResponse<String>>> callers =
          IntStream.range(0, profiles)
              .mapToObj(i -> broker.getAsync("/credentials/profile-" + i))
              .toList();
      Waiting.until("all calls are begun", () -> Cost.callsInFlight(broker) == profiles);
      Waiting.until("connections hang", () -> broker.sandbox().cloud().faults().hanging() > 10);
      broker.time().advance(Duration.ofSeconds(5));
      assertThat(callers).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(503));
      broker.sandbox().cloud().faults().clear();
      // Its call waits for a connection behind those that had waited for one in vain.
      assertThat(broker.get("/credentials/profile-" + profiles).statusCode()).isEqualTo(200);
      assertThat(log.count("WARN", "refresh")).isEqualTo(profiles);
      assertThat(log.all()).noneMatch(line -> line.contains(" ERROR "));
    }
  }

  @Test
  void deadline_isNoErrorInTheLog_whenItPassesBeforeTheConnectionIsOpen() throws Exception {
    try (LogLines log = new LogLines();
        TestingBroker broker = TestingBroker.startOnManualTime(profiles(20, true))) {
      broker.sandbox().cloud().faults().always(Fault.hang());
      // Outruns the sockets on purpose.
      broker.time().advance(Duration.ofMinutes(100));
      broker.sandbox().cloud().faults().recover();
      Waiting.until("all calls are over", () -> Cost.callsInFlight(broker) == 0);
      assertThat(log.all()).noneMatch(line -> line.contains(" ERROR "));
    }
  }

  private static Profile[] profiles(int count, boolean prefetch) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestingBroker.profile("profile-" + i, prefetch, Duration.ofHours(3)))
        .toArray(Profile[]::new);
  }

  private static void passWithCallers(TestingBroker broker, VirtualTime time, int minutes)
      throws Exception {
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < PROFILES; i++) {
        assertThat(broker.get("/credentials/profile-" + i).statusCode()).isEqualTo(200);
      }
      time.pass(MINUTE);
      // STS hears a moment later that a call was given up.
      Waiting.until(
          "no more calls hang than there are profiles",
          () -> broker.sandbox().cloud().faults().hanging() <= PROFILES);
    }
  }

  private static void assertRecovers(TestingBroker broker, VirtualTime time) throws Exception {
    long issued = broker.sandbox().cloud().succeeded("AssumeRole");
    broker.sandbox().cloud().faults().recover();
    time.slow(false);
    time.pass(MINUTE.plusSeconds(10));
    assertThat(broker.admin("/status").body()).doesNotContain("holding");
    assertThat(broker.sandbox().cloud().succeeded("AssumeRole"))
        .isBetween(issued + 1, issued + PROFILES);
  }

  /** What the process holds; the sandbox and the test are in it too. */
  private record Cost(int threads, int callsInFlight, long heapBytes) {
    static Cost of(TestingBroker broker) throws Exception {
      return new Cost(vertxThreads(), callsInFlight(broker), Heap.bytesInUse());
    }

    /** Vert.x's; those of the test's own client come and go. */
    private static int vertxThreads() {
      return (int)
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("vert.x-"))
              .count();
    }

    static int callsInFlight(TestingBroker broker) throws Exception {
      Double inFlight = broker.metric("sts_broker_sts_calls_in_flight");
      return inFlight == null ? 0 : inFlight.intValue();
    }
  }
}
