package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.fault.FaultScript;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import dev.stsbroker.testing.Waiting;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers at the same moment: one AssumeRole, whatever is held. */
class CrowdTest {

  @ParameterizedTest
  @ValueSource(ints = {50, 500, 2_000})
  void crowd_costsOneCall_atColdStart(int callers) throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", false))) {
      FaultScript faults = broker.sandbox().cloud().faults().next(Fault.hang());
      List<CompletableFuture<HttpResponse<String>>> crowd = crowd(broker, callers);
      Waiting.until("all callers but the first wait for its call", () -> waiting(broker, callers));
      Waiting.until("the call hangs", () -> faults.hanging() == 1);
      assertThat(crowd).noneMatch(CompletableFuture::isDone);
      faults.release();
      assertOneCredential(crowd);
      report("cold start", callers, broker, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 500, 2_000})
  void crowd_isServedAtOnce_whileTheRefreshHangs(int callers) throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      FaultScript faults = broker.sandbox().cloud().faults().next(Fault.hang());
      new VirtualTime(broker).passToNextCall();
      Waiting.until("the refresh hangs", () -> faults.hanging() == 1);
      assertOneCredential(crowd(broker, callers));
      assertThat(faults.hanging()).isEqualTo(1);
      faults.release();
      new VirtualTime(broker).settle();
      assertOneCredential(crowd(broker, callers));
      report("refresh", callers, broker, 2);
    }
  }

  private static List<CompletableFuture<HttpResponse<String>>> crowd(
      TestingBroker broker, int callers) {
    return IntStream.range(0, callers).mapToObj(i -> broker.getAsync("/credentials")).toList();
  }

  /** Whether the broker has coalesced all callers but one. */
  private static boolean waiting(TestingBroker broker, int callers) throws Exception {
    Double coalesced = broker.metric("sts_broker_waiters_coalesced_total{profile=\"reader\"}");
    return coalesced != null && coalesced == callers - 1;
  }

  private static void assertOneCredential(List<CompletableFuture<HttpResponse<String>>> crowd) {
    assertThat(crowd).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    assertThat(crowd).extracting(one -> one.join().body()).containsOnly(crowd.get(0).join().body());
  }

  private static void report(String when, int callers, TestingBroker broker, int expected) {
    int calls = broker.sandbox().cloud().calls().size();
    System.out.println(
        callers + " callers at " + when + ": " + calls + " AssumeRole calls since the start");
    assertThat(calls).isEqualTo(expected);
  }
}
