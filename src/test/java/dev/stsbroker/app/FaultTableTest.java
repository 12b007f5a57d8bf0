package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.app.Callers.Told;
import dev.stsbroker.app.Outage.Effect;
import dev.stsbroker.app.OutageRun.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault for an hour, with nothing held and with a live credential held. */
class FaultTableTest {
  private static final List<String> ROWS = new ArrayList<>();

  static Stream<Outage> outages() {
    return Outages.all();
  }

  @AfterAll
  static void print() {
    System.out.println(
        "\n| STS for an hour | caller holds | callers, one a minute | calls made | arrived | WARN"
            + " | recovery INFO | issued | served again after |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    ROWS.stream().sorted().forEach(System.out::println);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void callers_areToldAtOnce_whenNothingIsHeld(Outage outage) throws Exception {
    Seen seen = new OutageRun(outage).cold();
    ROWS.add(seen.row(outage.name(), "nothing"));
    assertThat(seen.callers()).hasSize(60).allSatisfy(one -> assertFailed(outage.effect(), one));
    assertBounded(outage, seen);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void callers_noticeNothing_whileALiveCredentialIsHeld(Outage outage) throws Exception {
    Seen seen = new OutageRun(outage).atRefresh();
    ROWS.add(seen.row(outage.name(), "live"));
    assertThat(seen.callers())
        .hasSize(60)
        .allSatisfy(
            one -> {
              if (one.at().isBefore(OutageRun.servedUntil())) {
                assertServed(one);
              } else {
                assertFailed(outage.effect(), one);
              }
            });
    assertBounded(outage, seen);
  }

  private static void assertServed(Told told) {
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.body().fieldNames())
        .contains("AccessKeyId", "AccessKeySecret", "SecurityToken");
    assertThat(told.left()).isGreaterThan(Duration.ofSeconds(60));
  }

  private static void assertFailed(Effect effect, Told told) {
    if (effect == Effect.SERVED) {
      assertServed(told);
      return;
    }
    assertThat(told.status()).isEqualTo(effect.status);
    assertThat(told.code()).isEqualTo(effect.code);
    assertThat(told.body().encode()).doesNotContain("Signature=", "string to sign is:", "-secret");
    if (effect.header != null) {
      assertThat(told.retryAfter()).isBetween(1L, (long) Outages.ASKED_SECONDS);
    }
  }

  private static void assertBounded(Outage outage, Seen seen) {
    assertThat(seen.calls().made()).isBetween(1L, outage.effect().mostCalls);
    if (!outage.name().equals("connection refused")) {
      assertThat(seen.calls().arrived()).isBetween(1L, outage.effect().mostCalls);
    }
    assertThat(seen.lines().errors()).isZero();
    assertThat(seen.lines().warnings()).isLessThanOrEqualTo(1);
    assertThat(seen.lines().recoveries()).isLessThanOrEqualTo(1);
    if (outage.effect() != Effect.SERVED) {
      assertThat(seen.lines().warnings()).isEqualTo(1);
      assertThat(seen.lines().recoveries()).isEqualTo(1);
    }
  }
}
