package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.Expiring;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualTime time = new ManualTime(START);
  private final List<Promise<Token>> calls = new ArrayList<>();
  private final LeaseCache<String, Token> cache =
      new LeaseCache<>(
          new LeaseSettings(20, Duration.ofSeconds(10), 4, 3),
          key -> call(),
          time.timing(new NoJitter()),
          new LeaseListener<>() {});
  private final Lease<String, Token> lease = cache.lease("reader", RetentionPolicy.PINNED);

  @Test
  void get_sharesOneCall_whenManyWait() {
    List<Future<Token>> waiters = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      waiters.add(lease.get());
    }
    assertThat(calls).hasSize(1);
    succeed(HOUR);
    assertThat(waiters).extracting(Future::result).containsOnly(lease.live());
  }

  @Test
  void waiters_areAnswered_whateverAListenerThrows() {
    LeaseCache<String, Token> bad =
        new LeaseCache<>(
            new LeaseSettings(20, Duration.ofSeconds(10), 4, 3),
            key -> call(),
            time.timing(new NoJitter()),
            new Throwing());
    Lease<String, Token> one = bad.lease("one", new RetentionPolicy(false, Duration.ZERO));
    Future<Token> first = one.get();
    Future<Token> second = one.get();
    fail(FailureKind.REFUSED);
    assertThat(first.failed() && second.failed()).isTrue();
    assertThat(reported()).isEqualTo(1);
    Future<Token> refreshed = one.refresh();
    succeed(HOUR);
    assertThat(refreshed.result()).isSameAs(one.live()).isNotNull();
    bad.retireIf(key -> true);
    assertThat(bad.snapshot()).isEmpty();
  }

  @Test
  void state_isRefusedToOtherThreads() throws Exception {
    hold(HOUR);
    CompletableFuture<Throwable> elsewhere =
        CompletableFuture.supplyAsync(() -> catchThrowable(cache::snapshot));
    assertThat(elsewhere.get(60, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("owns it");
    assertThat(cache.snapshot()).hasSize(1);
  }

  /** How often something thrown was reported by now, each time in an action of its own. */
  private int reported() {
    int times = 0;
    while (time.nextDelay().isZero()) {
      times +=
          catchThrowable(() -> time.step(Duration.ZERO)) instanceof ArithmeticException ? 1 : 0;
    }
    return times;
  }

  private static void boom() {
    throw new ArithmeticException("thrown by whoever was told");
  }

  @Test
  void refresh_isDueAHundredthBeforeTwentyFiveMinutes_whenLifeIsAnHour() {
    hold(HOUR);
    assertThat(time.nextDelay()).isEqualTo(Duration.ofSeconds(24 * 60 + 45));
    time.advance(time.nextDelay().minusMillis(1));
    assertThat(calls).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(calls).hasSize(2);
  }

  @Test
  void floor_isHeld_whenTheRefreshTakesItsTime() {
    Token old = hold(HOUR);
    time.advance(time.nextDelay().plusSeconds(10).minusMillis(1));
    assertThat(lease.live()).isSameAs(old);
    assertThat(Duration.between(time.instant(), old.expiresAt()))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(35));
  }

  @Test
  void refresh_isNotARace_whenTheWallClockIsAhead() {
    time.stepWall(Duration.ofMinutes(40));
    lease.get();
    calls.remove(0).complete(new Token(START, START.plus(HOUR)));
    assertThat(lease.live()).isNotNull();
    assertThat(time.nextDelay()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void retry_isDueAsSoonAsBefore_whenTheWallClockIsSetBack() {
    lease.get();
    fail(FailureKind.REFUSED);
    time.stepWall(Duration.ofDays(-1));
    cache.replan();
    assertThat(time.nextDelay()).isLessThanOrEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void live_isAnswered_whileRefreshHangs() {
    hold(HOUR);
    time.advance(Duration.ofMinutes(30));
    assertThat(calls).hasSizeGreaterThan(1);
    assertThat(lease.get().succeeded()).isTrue();
  }

  @Test
  void failure_keepsWhatIsHeld_untilAMinuteBeforeItsEnd() {
    hold(HOUR);
    time.advance(Duration.ofMinutes(25));
    failAllUntil(START.plus(Duration.ofMinutes(59)).minusMillis(1));
    assertThat(lease.live()).isNotNull();
    assertThat(lease.state()).isEqualTo(LeaseState.HOLDING);
    time.advance(Duration.ofMillis(1));
    assertThat(lease.live()).isNull();
    assertThat(lease.state()).isEqualTo(LeaseState.EXPIRED);
  }

  @Test
  void failure_isAnsweredAtOnceWithoutACall_whileRemembered() {
    lease.get();
    fail(FailureKind.REFUSED);
    int before = calls.size();
    Future<Token> second = lease.get();
    assertThat(second.cause()).isInstanceOf(CredentialException.class);
    assertThat(calls).hasSize(before);
    assertThat(lease.state()).isEqualTo(LeaseState.REFUSED);
  }

  @Test
  void refused_isTriedEveryMinute() {
    lease.get();
    fail(FailureKind.REFUSED);
    assertThat(time.nextDelay()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void unavailable_isTriedAfterDoublingPauses() {
    lease.get();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fail(FailureKind.UNAVAILABLE);
      pauses.add(time.nextDelay().toSeconds());
      time.advance(time.nextDelay());
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void retryAfter_isHonoured_whenLongerThanOurOwnPause() {
    lease.get();
    calls
        .remove(0)
        .fail(
            new CredentialException(
                FailureKind.THROTTLED, "Throttling", "slow", null, Duration.ofSeconds(30)));
    assertThat(time.nextDelay()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void brokenIdentity_isTriedOnceMoreAtOnce_beforeWaitersAreTold() {
    Future<Token> waiter = lease.get();
    fail(FailureKind.IDENTITY_BROKEN);
    assertThat(waiter.isComplete()).isFalse();
    assertThat(calls).hasSize(1);
    fail(FailureKind.IDENTITY_BROKEN);
    assertThat(waiter.failed()).isTrue();
    assertThat(time.nextDelay()).isEqualTo(Duration.ofSeconds(60));
    time.advance(Duration.ofSeconds(60));
    fail(FailureKind.IDENTITY_BROKEN);
    assertThat(calls).as("it is broken still, and that is known").isEmpty();
  }

  @Test
  void hungCall_isGivenUpAtTheDeadline_andCountedUntilItEnds() {
    Future<Token> waiter = lease.get();
    time.advance(Duration.ofSeconds(10));
    assertThat(waiter.cause()).hasMessageContaining("10 s");
    assertThat(cache.abandonedCalls()).isEqualTo(1);
    succeed(HOUR);
    assertThat(cache.abandonedCalls()).isZero();
    assertThat(lease.live()).isNull();
  }

  @Test
  void newCalls_areNotStarted_whileTooManyHang() {
    lease.get();
    time.advance(Duration.ofMinutes(30));
    assertThat(calls).hasSize(4);
    assertThat(cache.abandonedCalls()).isEqualTo(4);
  }

  @Test
  void deadOnArrival_isAFailure_andNeverServed() {
    Future<Token> waiter = lease.get();
    succeed(Duration.ofSeconds(59));
    assertThat(waiter.cause()).hasMessageContaining("Expiration");
    assertThat(lease.live()).isNull();
  }

  @Test
  void life_isBelievedUpToTheLongestOne_whenItSaysAThousandYears() {
    assertServedForAnHour(Duration.ofDays(365_000));
  }

  @Test
  void life_isBelievedUpToTheLongestOne_whenItSaysTwoMinutesMore() {
    assertServedForAnHour(HOUR.plusMinutes(2));
  }

  /** Whatever its end is said to be, and though the wall clock is set back by hours meanwhile. */
  private void assertServedForAnHour(Duration said) {
    LeaseCache<String, Token> bounded =
        new LeaseCache<>(
            new LeaseSettings(20, Duration.ofSeconds(10), 4, 3),
            new Loader<>() {
              @Override
              public Future<Token> load(String key) {
                return call();
              }

              @Override
              public Duration longest(String key) {
                return HOUR.plusMinutes(1);
              }
            },
            time.timing(new NoJitter()),
            new LeaseListener<>() {});
    Lease<String, Token> lying = bounded.lease("lying", RetentionPolicy.PINNED);
    lying.refresh();
    succeed(said);
    assertThat(time.nextDelay()).isLessThan(Duration.ofMinutes(27));
    time.stepWall(Duration.ofHours(-5));
    time.advance(HOUR.minusMillis(1));
    assertThat(lying.live()).isNotNull();
    time.advance(Duration.ofMillis(1));
    assertThat(lying.live()).as("an hour by the steady clock").isNull();
    assertThat(lying.state()).isEqualTo(LeaseState.EXPIRED);
  }

  @Test
  void firstCalls_areBounded_andThoseBeyondAreToldAtOnce() {
    List<Future<Token>> waiters = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      waiters.add(cache.lease("job-" + i, new RetentionPolicy(false, Duration.ZERO)).get());
    }
    assertThat(cache.waitingCalls()).isEqualTo(3);
    assertThat(waiters.stream().filter(Future::failed)).hasSize(50 - 20 - 3);
    assertThat(waiters.get(49).cause()).hasMessageContaining("3 first calls wait");
  }

  @Test
  void idle_isDropped_afterThreeUnusedLifetimes() {
    Lease<String, Token> idle = cache.lease("idle", new RetentionPolicy(false, Duration.ZERO));
    idle.get();
    for (int i = 0; i < 20 && idle.state() != LeaseState.RETIRED; i++) {
      succeedAll(HOUR);
      time.advance(time.nextDelay());
    }
    assertThat(Duration.between(START, time.instant()))
        .isBetween(HOUR.multipliedBy(3), HOUR.multipliedBy(3).plusMinutes(25));
    assertThat(time.armed()).isZero();
  }

  @Test
  void sessions_areBounded_andPinnedOnesStay() {
    hold(HOUR);
    calls.clear();
    for (int i = 0; i < 50; i++) {
      cache.lease("job-" + i, new RetentionPolicy(false, Duration.ZERO)).get();
      time.advance(Duration.ofMillis(100));
      succeedAll(HOUR);
    }
    assertThat(cache.snapshot()).hasSizeLessThanOrEqualTo(4);
    assertThat(cache.lease("reader", RetentionPolicy.PINNED)).isSameAs(lease);
  }

  @Test
  void sessions_shareOneCallEach_whenThereAreTooMany() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10; i++) {
        cache.lease("job-" + i, new RetentionPolicy(false, Duration.ZERO)).get();
      }
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(calls).hasSize(10);
    succeedAll(HOUR);
    assertThat(cache.snapshot()).hasSize(3 + 1);
  }

  @Test
  void newcomer_takesThePlaceOfTheLongestUnused_whenAllAreTaken() {
    for (int i = 0; i < 5; i++) {
      cache.lease("job-" + i, new RetentionPolicy(false, Duration.ZERO)).get();
      succeedAll(HOUR);
    }
    assertThat(cache.snapshot())
        .extracting(LeaseSnapshot::key)
        .containsExactlyInAnyOrder("reader", "job-2", "job-3", "job-4");
  }

  @Test
  void evicted_stillAnswersItsWaiters() {
    Lease<String, Token> doomed = cache.lease("doomed", new RetentionPolicy(false, Duration.ZERO));
    Future<Token> waiter = doomed.get();
    cache.retireIf("doomed"::equals);
    succeed(HOUR);
    assertThat(waiter.succeeded()).isTrue();
    assertThat(time.armed()).isZero();
  }

  @Test
  void refresh_keepsServingTheOldValue_untilTheNewOneIsThere() {
    Token old = hold(HOUR);
    calls.clear();
    Future<Token> fresh = lease.refresh();
    assertThat(lease.live()).isSameAs(old);
    succeed(HOUR);
    assertThat(lease.live()).isSameAs(fresh.result()).isNotSameAs(old);
  }

  private Future<Token> call() {
    Promise<Token> promise = Promise.promise();
    calls.add(promise);
    return promise.future();
  }

  private Token hold(Duration life) {
    lease.get();
    Promise<Token> call = calls.get(calls.size() - 1);
    Token token = new Token(time.instant(), time.instant().plus(life));
    call.complete(token);
    return token;
  }

  private void succeed(Duration life) {
    calls.remove(0).complete(new Token(time.instant(), time.instant().plus(life)));
  }

  private void succeedAll(Duration life) {
    while (!calls.isEmpty()) {
      succeed(life);
    }
  }

  private void fail(FailureKind kind) {
    calls.remove(0).fail(CredentialException.of(kind, "Code", "sentence"));
  }

  private void failAllUntil(Instant end) {
    calls.subList(0, calls.size() - 1).clear();
    while (true) {
      while (!calls.isEmpty()) {
        fail(FailureKind.UNAVAILABLE);
      }
      Duration left = Duration.between(time.instant(), end);
      if (!time.step(left)) {
        time.advance(left);
        return;
      }
    }
  }

  private record Token(Instant issuedAt, Instant expiresAt) implements Expiring {}

  /** Throws whatever it is told. */
  private static final class Throwing implements LeaseListener<String, Token> {
    @Override
    public void loaded(String key, Token value) {
      boom();
    }

    @Override
    public void failed(String key, CredentialException failure, int consecutive) {
      boom();
    }

    @Override
    public void coalesced(String key) {
      boom();
    }

    @Override
    public void retired(String key) {
      boom();
    }
  }

  /**
   * Draws that leave plans as their formula says: nothing ahead of time, the whole pause of a
   * backoff.
   */
  private static final class NoJitter extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public double nextDouble() {
      return 1.0;
    }
  }
}
