package dev.stsbroker.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StsClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualTime time = new ManualTime(START);
  private final StsClock clock = new StsClock(time, time, time::sinceBoot);

  @Test
  void stepsOfTheLocalClock_moveNothing_onceStsHasSpoken() {
    clock.heard(START);
    time.stepWall(HOUR);
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(clock.skew()).isEqualTo(HOUR);
    time.stepWall(HOUR.multipliedBy(-3));
    assertThat(clock.tick()).isZero();
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(clock.skew()).isEqualTo(HOUR.multipliedBy(-2));
  }

  @Test
  void localClock_isBelieved_untilStsHasSpoken() {
    time.stepWall(HOUR);
    assertThat(clock.tick()).isEqualTo(HOUR);
    assertThat(clock.instant()).isEqualTo(START.plus(HOUR));
  }

  @Test
  void localClock_isASecondWitness_forADateThatIsFarOff() {
    clock.heard(START);
    Instant wrong = START.minus(Duration.ofDays(3650));
    assertThat(clock.heard(wrong)).isFalse();
    assertThat(clock.heard(wrong)).as("two that agree").isTrue();
    assertThat(clock.heard(START)).as("the local clock says so too").isTrue();
    assertThat(clock.instant()).isBetween(START, START.plusSeconds(1));
  }

  @Test
  void suspend_isMadeUpForAtTheNextTick_andOnce() {
    clock.heard(START);
    time.suspend(HOUR);
    assertThat(clock.tick()).isEqualTo(HOUR);
    assertThat(clock.tick()).isZero();
    assertThat(clock.instant()).isEqualTo(START.plus(HOUR));
    assertThat(clock.skew()).isZero();
  }

  @Test
  void suspend_isMadeUpForOnce_whenStsIsHeardBeforeTheTick() {
    clock.heard(START);
    time.suspend(HOUR);
    clock.heard(START.plus(HOUR));
    clock.tick();
    assertThat(Duration.between(START.plus(HOUR), clock.instant()).abs())
        .isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void wrongLocalClock_isCorrectedByTheSecondAnswerThatSaysSo() {
    Instant sts = START.plus(Duration.ofMinutes(20));
    assertThat(clock.heard(sts)).isFalse();
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(clock.heard(sts)).isTrue();
    assertThat(clock.instant()).isBetween(sts, sts.plusSeconds(1));
    assertThat(clock.skew().toMinutes()).isEqualTo(-20);
  }

  @Test
  void clockAFewMinutesOff_isCorrectedByTheFirstAnswer() {
    assertThat(clock.heard(START.plus(Duration.ofMinutes(4)))).isTrue();
    assertThat(clock.skew().toMinutes()).isEqualTo(-4);
  }

  @Test
  void oneFalseDate_movesNothing_howeverOftenOneComesBetweenTrueOnes() {
    clock.heard(START);
    for (String wrong : new String[] {"2016-01-01T00:00:00Z", "2999-01-01T00:00:00Z"}) {
      assertThat(clock.heard(Instant.parse(wrong))).isFalse();
      assertThat(clock.heard(time.instant())).isFalse();
      assertThat(clock.instant()).isEqualTo(time.instant());
    }
  }

  @Test
  void falseDatesThatDisagree_areNoWitnessesOfEachOther() {
    clock.heard(START);
    assertThat(clock.heard(Instant.parse("2016-01-01T00:00:00Z"))).isFalse();
    assertThat(clock.heard(Instant.parse("2017-01-01T00:00:00Z"))).isFalse();
    assertThat(clock.heard(Instant.parse("2999-01-01T00:00:00Z"))).isFalse();
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void datesAndLatency_areNoSkew() {
    assertThat(clock.heard(START.minusSeconds(1))).isFalse();
    assertThat(clock.heard(START.plusSeconds(1))).isFalse();
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Property(tries = 300)
  void time_isTrueAfterAnything(@ForAll long seed) {
    ManualTime machine = new ManualTime(START);
    StsClock truth = new StsClock(machine, machine, machine::sinceBoot);
    java.util.Random random = new java.util.Random(seed);
    machine.stepWall(Duration.ofSeconds(random.nextInt(100_000) - 50_000));
    truth.heard(machine.elsewhere().truncatedTo(ChronoUnit.SECONDS));
    truth.heard(machine.elsewhere().truncatedTo(ChronoUnit.SECONDS));
    for (int i = 0; i < 50; i++) {
      Duration some = Duration.ofSeconds(random.nextInt(5_000));
      switch (random.nextInt(5)) {
        case 0 -> machine.suspend(some);
        case 1 -> machine.stepWall(some);
        case 2 -> machine.stepWall(some.negated());
        case 3 -> truth.heard(machine.elsewhere().truncatedTo(ChronoUnit.SECONDS));
        default -> machine.advance(some);
      }
      truth.tick();
      assertThat(Duration.between(truth.instant(), machine.elsewhere()).abs())
          .isLessThanOrEqualTo(Duration.ofSeconds(3));
    }
  }
}
