package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {
  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"15, 5", "60, 25", "70, 35", "90, 45", "150, 75", "360, 180", "720, 360"})
  void age_followsTheFormula(int lifeMinutes, int ageMinutes) {
    assertThat(RefreshPlan.age(Duration.ofMinutes(lifeMinutes)))
        .isEqualTo(Duration.ofMinutes(ageMinutes));
  }

  @Property
  void refresh_leavesThirtyFiveMinutes_whenLifeIsAnHourOrMore(
      @ForAll @IntRange(min = 3600, max = 43_200) int life,
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    Instant expires = ISSUED.plusSeconds(life);
    Instant at = RefreshPlan.refreshAt(ISSUED, expires, random);
    assertThat(Duration.between(at, expires)).isGreaterThanOrEqualTo(Duration.ofMinutes(35));
  }

  @Property
  void refresh_isWithinTheJitterOfItsAge_andInsideTheLife(
      @ForAll @IntRange(min = 61, max = 100_000) int life,
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    Duration age = RefreshPlan.age(Duration.ofSeconds(life));
    Duration actual =
        Duration.between(ISSUED, RefreshPlan.refreshAt(ISSUED, ISSUED.plusSeconds(life), random));
    assertThat(actual.toMillis()).isBetween((long) (age.toMillis() * 0.9) - 1, age.toMillis());
    assertThat(actual.toSeconds()).isBetween(0L, (long) life);
  }

  @Property
  void pause_isNeverLongerThanAMinute_norNothing(
      @ForAll @IntRange(min = 1, max = 100_000) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1) double random,
      @ForAll FailureKind kind) {
    Duration pause = RetryPlan.pause(failure(kind, null), attempt, random);
    assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofSeconds(60));
  }

  @Property
  void pause_growsWithTheAttempt(
      @ForAll @IntRange(min = 1, max = 50) int attempt,
      @ForAll @DoubleRange(min = 0.2, max = 1) double random) {
    CredentialException failure = failure(FailureKind.UNAVAILABLE, null);
    assertThat(RetryPlan.pause(failure, attempt + 1, random))
        .isGreaterThanOrEqualTo(RetryPlan.pause(failure, attempt, random));
  }

  @Test
  void retryAfter_isHonoured_withinReason() {
    assertThat(RetryPlan.pause(failure(FailureKind.THROTTLED, Duration.ofSeconds(90)), 1, 0.5))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(RetryPlan.pause(failure(FailureKind.THROTTLED, Duration.ofDays(9)), 1, 0.5))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void again_isForABrokenIdentityAlone_andOnce(FailureKind kind) {
    assertThat(RetryPlan.again(kind, 1)).isEqualTo(kind == FailureKind.IDENTITY_BROKEN);
    assertThat(RetryPlan.again(kind, 2)).isFalse();
  }

  private static CredentialException failure(
      FailureKind kind, @org.jspecify.annotations.Nullable Duration retryAfter) {
    return new CredentialException(kind, "Code", "sentence", null, retryAfter);
  }
}
