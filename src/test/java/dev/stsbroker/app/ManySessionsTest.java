package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.SessionKey;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.http.contract.Bodies;
import dev.stsbroker.http.contract.CredentialJson;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseListener;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.LeaseSnapshot;
import dev.stsbroker.lease.RetentionPolicy;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand sessions in the engine itself, on virtual time, with bodies as long as real ones.
 */
class ManySessionsTest {
  private static final int SESSIONS = 10_000;
  private static final int CALLS_PER_SECOND = 20;
  private static final RetentionPolicy WHILE_USED = new RetentionPolicy(false, Duration.ZERO);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How long a SecurityToken of STS is, about. */
  private static final int TOKEN_LENGTH = 700;

  private final ManualTime time = new ManualTime(TestingBroker.START);
  private final Busiest calls = new Busiest();
  private final LeaseCache<SessionKey, Issued<Bodies>> cache =
      new LeaseCache<>(
          new LeaseSettings(CALLS_PER_SECOND, Duration.ofSeconds(10), 32, SESSIONS),
          this::mint,
          time.timing(1),
          new LeaseListener<>() {});

  @Test
  void sessions_areCheap_whenTenThousandAreInUseForADay() {
    long before = Heap.bytesInUse();
    ask(0, SESSIONS);
    time.advance(Duration.ofSeconds(SESSIONS / CALLS_PER_SECOND + 1));
    assertThat(live()).hasSize(SESSIONS);
    long perSession = (Heap.bytesInUse() - before) / SESSIONS;
    int timers = time.armed();
    calls.reset();
    long start = System.nanoTime();
    day();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT,
        "%d sessions: %d bytes each with body and timer, %d timers; a day: %d calls, %.1f a second,"
            + " at most %d within one; %d ms of this test's time, %d us a refresh%n",
        SESSIONS,
        perSession,
        timers,
        calls.total,
        calls.total / (double) Duration.ofDays(1).toSeconds(),
        calls.busiest,
        took.toMillis(),
        took.toNanos() / 1000 / calls.total);
    assertThat(timers).isEqualTo(SESSIONS);
    assertThat(perSession).isLessThan(8_000);
    assertThat(calls.busiest).isLessThanOrEqualTo(CALLS_PER_SECOND);
    assertThat(live()).hasSize(SESSIONS);
  }

  @Test
  void idleSessions_areEvictedFirst_whenTheBoundIsReached() {
    ask(0, SESSIONS);
    time.advance(Duration.ofSeconds(SESSIONS / CALLS_PER_SECOND + 1));
    for (int minute = 0; minute < 30; minute++) {
      ask(0, 9_000);
      time.advance(MINUTE);
    }
    int newcomers = 800;
    ask(SESSIONS, newcomers);
    time.advance(Duration.ofSeconds(newcomers / CALLS_PER_SECOND + 1));
    Set<String> live = live();
    System.out.printf(
        Locale.ROOT,
        "bound %d, 9000 in use, 1000 idle for half an hour, %d new ones: live are %d in use, %d"
            + " idle, %d new%n",
        SESSIONS,
        newcomers,
        kept(live, 0, 9_000),
        kept(live, 9_000, 1_000),
        kept(live, SESSIONS, newcomers));
    assertThat(kept(live, 0, 9_000)).isEqualTo(9_000);
    assertThat(kept(live, SESSIONS, newcomers)).isEqualTo(newcomers);
    assertThat(kept(live, 9_000, 1_000)).isEqualTo(1_000 - newcomers);
  }

  @Test
  void sessions_areNotRenewed_whenNobodyAsksForThem() {
    ask(0, SESSIONS);
    time.advance(Duration.ofHours(4));
    calls.reset();
    time.advance(Duration.ofHours(20));
    assertThat(calls.total).isZero();
    assertThat(cache.snapshot()).isEmpty();
    assertThat(time.armed()).isZero();
  }

  /** Every session is asked for once an hour, a sixtieth of them each minute. */
  private void day() {
    int share = SESSIONS / 60 + 1;
    for (int minute = 0; minute < Duration.ofDays(1).toMinutes(); minute++) {
      ask(minute % 60 * share, Math.min(share, SESSIONS - minute % 60 * share));
      time.advance(MINUTE);
    }
  }

  private void ask(int first, int count) {
    IntStream.range(first, first + count).forEach(i -> ask(key(i)));
  }

  private void ask(SessionKey key) {
    Future<Issued<Bodies>> answer = cache.lease(key, WHILE_USED).get();
    assertThat(answer.failed()).isFalse();
  }

  private Set<String> live() {
    List<LeaseSnapshot<SessionKey, Issued<Bodies>>> leases = cache.snapshot();
    return leases.stream()
        .filter(lease -> lease.state().live())
        .map(lease -> lease.key().request().sessionName())
        .collect(Collectors.toSet());
  }

  private static long kept(Set<String> live, int first, int count) {
    return IntStream.range(first, first + count)
        .filter(i -> live.contains(key(i).request().sessionName()))
        .count();
  }

  private static SessionKey key(int i) {
    SessionRequest request =
        new SessionRequest(
            TestingBroker.ROLE, "session-" + i, Duration.ofHours(1), null, null, null);
    return new SessionKey("scratch", "default", request, Map.of());
  }

  private Future<Issued<Bodies>> mint(SessionKey key) {
    calls.count(time.nanoTime());
    String token = String.format(Locale.ROOT, "%0" + TOKEN_LENGTH + "d", calls.total);
    AccessKey temporary =
        new AccessKey(
            "STS." + key.request().sessionName(), Secret.of("s".repeat(44)), Secret.of(token));
    SessionCredentials credentials =
        new SessionCredentials(
            temporary, time.instant(), time.instant().plus(Duration.ofHours(1)), "request");
    return Future.succeededFuture(
        new Issued<>(credentials, key.facts(credentials), CredentialJson.render(credentials)));
  }

  /** Counts calls, and how many there were at most within one second. */
  private static final class Busiest {
    private final long[] last = new long[CALLS_PER_SECOND + 1];
    private int total;
    private int busiest;

    void reset() {
      total = 0;
      busiest = 0;
    }

    void count(long nanos) {
      last[total % last.length] = nanos;
      total++;
      int within = 0;
      for (int i = 0; i < Math.min(total, last.length); i++) {
        within += nanos - last[i] < Duration.ofSeconds(1).toNanos() ? 1 : 0;
      }
      busiest = Math.max(busiest, within);
    }
  }
}
