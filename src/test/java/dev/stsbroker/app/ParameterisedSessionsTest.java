package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.broker.BoundProfile;
import dev.stsbroker.broker.Causes;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.ProfileStatus;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.broker.SessionKey;
import dev.stsbroker.broker.TooManySessionsException;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseListener;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.JobScratch;
import dev.stsbroker.testing.ManualTime;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions of a profile with parameters in the engine itself, on virtual time. */
class ParameterisedSessionsTest {
  private static final CallerFacts CALLER = new CallerFacts(Peer.of(1000), null);
  private static final int MOST = 1_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime(TestingBroker.START);
  private final LeaseCache<SessionKey, Issued<String>> cache =
      new LeaseCache<>(
          new LeaseSettings(100, Duration.ofSeconds(10), 32, MOST),
          this::mint,
          time.timing(1),
          new LeaseListener<>() {});
  private final CredentialBroker<String> broker =
      new CredentialBroker<>(cache, time::nanoTime, new Causes());
  private static final long HOSTILE = 4242;
  private static final long OTHER = 7;
  private int calls;

  private static Profile hourly(String name) {
    return JobScratch.profile(name, "oss-read-only", "scratch");
  }

  private Future<Issued<String>> mint(SessionKey key) {
    calls++;
    if (key.values().containsValue("broken")) {
      return Future.failedFuture(
          CredentialException.of(FailureKind.REFUSED, "NoPermission", "not for this one"));
    }
    AccessKey temporary = new AccessKey("STS.x", Secret.of("s"), Secret.of("t"));
    SessionCredentials credentials =
        new SessionCredentials(
            temporary, time.instant(), time.instant().plus(Duration.ofHours(1)), "request");
    return Future.succeededFuture(
        new Issued<>(credentials, key.facts(credentials), key.request().sessionName()));
  }

  private Future<Issued<String>> ask(String profile, String job) {
    Profile found = broker.profile(profile);
    if (found == null) {
      throw new AssertionError("no profile " + profile);
    }
    return broker.issue(broker.bind(found, Map.of("job", job)), CALLER);
  }

  /** A user has a session of its own, whatever it calls itself, and whatever a job calls itself. */
  @Test
  void callers_haveSessionsOfTheirOwn() throws Exception {
    FillableText name = new FillableText("${caller.user}-x");
    SessionRequest common =
        new SessionRequest(TestingBroker.ROLE, "", Duration.ofHours(1), null, null, null);
    Parameters caller = CallerValues.among(Set.of(CallerValues.USER));
    Recipe recipe = new Recipe.Fillable(common, Parameters.NONE, caller, name, null, null);
    Profile mine = new Profile("mine", "default", recipe, false, Duration.ZERO);
    broker.configure(List.of(mine), "mine");

    for (int i = 0; i < 2; i++) {
      assertThat(session(mine, "7", "etl")).isEqualTo("etl-x");
      assertThat(session(mine, "8", "web")).isEqualTo("web-x");
    }
    assertThat(calls).isEqualTo(2);
    // The name has gone to another user: the session has not.
    assertThat(session(mine, "9", "etl")).isEqualTo("etl-x");
    assertThat(calls).isEqualTo(3);
    assertThatThrownBy(() -> broker.bind(mine, Map.of("caller.uid", "7", "caller.user", "etl")))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(
            () ->
                broker.bind(
                    mine,
                    Map.of("caller.uid", "7"),
                    Map.of("caller.uid", "8", "caller.user", "w"),
                    8L))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> broker.bind(mine, Map.of())).isInstanceOf(CallerValueException.class);
    assertThat(broker.ready()).isTrue();
    assertThat(calls).isEqualTo(3);
  }

  private String session(Profile profile, String uid, String user) throws Exception {
    Map<String, String> caller = Map.of("caller.uid", uid, "caller.user", user);
    return TestingBroker.await(broker.issue(broker.bind(profile, Map.of(), caller, uid), CALLER))
        .rendered();
  }

  private ProfileStatus status(String profile) {
    return broker.statuses().stream()
        .filter(one -> one.name().equals(profile))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sessions_stayBounded_whenTenThousandValuesCome() {
    broker.configure(List.of(hourly("scratch")), null);
    int refused = 0;
    int most = 0;
    for (int i = 0; i < 10_000; i++) {
      try {
        assertThat(ask("scratch", "etl-" + i).failed()).isFalse();
      } catch (TooManySessionsException e) {
        refused++;
        time.advance(e.retryAfter());
        assertThat(ask("scratch", "etl-" + i).failed()).isFalse();
      }
      most = Math.max(most, cache.snapshot().size());
    }
    System.out.printf(
        Locale.ROOT,
        "10000 values: at most %d sessions held, %d times 429, %d calls in %s%n",
        most,
        refused,
        calls,
        Duration.between(TestingBroker.START, time.instant()));
    assertThat(most).isLessThanOrEqualTo(MOST);
    assertThat(refused).isPositive();
    assertThat(status("scratch").sessions()).isLessThanOrEqualTo(MOST);
  }

  @Test
  void newValues_areRefused_whenTheyComeFasterThanAnyJobs() {
    broker.configure(List.of(hourly("scratch"), hourly("other")), null);
    for (int i = 0; i < 300; i++) {
      assertThat(ask("scratch", "etl-" + i)).isNotNull();
    }
    assertThatThrownBy(() -> ask("scratch", "etl-300"))
        .isInstanceOf(TooManySessionsException.class);
    time.advance(SECOND.multipliedBy(4));
    assertThat(ask("scratch", "etl-7").succeeded()).as("a value that is known").isTrue();
    assertThat(ask("other", "etl-300")).as("another profile").isNotNull();
    assertThat(ask("scratch", "etl-300")).as("later").isNotNull();
  }

  /** However many one caller makes, and however long the other's are unused. */
  @Test
  void callers_haveSharesOfTheirOwn_ofNewValuesAndOfSessions() {
    broker.configure(List.of(hourly("scratch")), null);
    for (int i = 0; i < 10; i++) {
      assertThat(askAs(OTHER, "mine-" + i)).isTrue();
    }
    int made = 0;
    while (askAs(HOSTILE, "theirs-" + made)) {
      made++;
    }
    assertThat(made).isEqualTo(300);
    assertThat(askAs(OTHER, "mine-10")).as("a new value of the other").isTrue();
    for (int i = 0; i < 2 * MOST; i++) {
      time.advance(Duration.ofMillis(200));
      assertThat(askAs(HOSTILE, "more-" + i)).isTrue();
    }
    int before = calls;
    for (int i = 0; i < 11; i++) {
      assertThat(askAs(OTHER, "mine-" + i)).isTrue();
    }
    assertThat(calls).as("calls for what the other has").isEqualTo(before);
    assertThat(status("scratch").sessions()).isEqualTo(MOST);
  }

  /** Whoever guesses another's values first would otherwise have them in his own share. */
  @Test
  void session_isInTheShareOfWhoHasFewer() {
    broker.configure(List.of(hourly("scratch")), null);
    for (int i = 0; i < MOST; i++) {
      assertThat(askAs(HOSTILE, "job-" + i)).isTrue();
      time.advance(Duration.ofMillis(200));
    }
    assertThat(askAs(OTHER, "job-0")).isTrue();
    for (int i = 0; i < 2 * MOST; i++) {
      time.advance(Duration.ofMillis(200));
      assertThat(askAs(HOSTILE, "more-" + i)).isTrue();
    }
    int before = calls;
    assertThat(askAs(OTHER, "job-0")).isTrue();
    assertThat(calls).isEqualTo(before);
    assertThat(askAs(HOSTILE, "job-1")).isTrue();
    assertThat(calls).as("a session of the one with many").isEqualTo(before + 1);
  }

  private boolean askAs(long caller, String job) {
    try {
      BoundProfile bound = broker.bind(hourly("scratch"), Map.of("job", job), Map.of(), caller);
      return broker.live(bound) != null || !broker.issue(bound, CALLER).failed();
    } catch (TooManySessionsException e) {
      return false;
    }
  }

  @Test
  void call_isMadeOnce_whenTheSameValueComesAgain() {
    broker.configure(List.of(hourly("scratch")), null);
    Profile found = hourly("scratch");
    BoundProfile first = broker.bind(found, Map.of("job", "etl"));
    assertThat(broker.issue(first, CALLER).succeeded()).isTrue();

    assertThat(broker.bind(found, Map.of("job", "etl"))).isSameAs(first);
    assertThat(broker.live(first)).isNotNull();
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void failure_isOneValuesOwn() {
    broker.configure(List.of(hourly("scratch")), null);

    assertThat(ask("scratch", "broken").failed()).isTrue();
    assertThat(ask("scratch", "well").succeeded()).isTrue();
    assertThat(ask("scratch", "broken").failed()).isTrue();
    assertThat(calls).isEqualTo(2);
    assertThat(status("scratch").failure()).isEqualTo("not for this one");
    assertThat(status("scratch").sessions()).isEqualTo(2);
  }

  @Test
  void sessions_areKept_whenOnlyAnotherProfileIsChanged() {
    broker.configure(List.of(hourly("scratch"), hourly("other")), null);
    assertThat(ask("scratch", "etl").succeeded()).isTrue();
    assertThat(ask("other", "etl").succeeded()).isTrue();

    Profile other = JobScratch.profile("other", "oss-read-only", "scratch", Duration.ofHours(2));
    broker.configure(List.of(hourly("scratch"), other), null);

    assertThat(status("scratch").sessions()).isEqualTo(1);
    assertThat(status("other").sessions()).isZero();
    assertThat(ask("other", "etl").succeeded()).isTrue();
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void profile_isNeverAssumed_withoutItsValues() {
    broker.configure(List.of(hourly("scratch")), null);

    assertThatThrownBy(() -> broker.bind(hourly("scratch"), Map.of()))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> broker.source(hourly("scratch")).current())
        .hasMessage("what profile scratch asks for depends on values");
    assertThat(broker.start().succeeded()).isTrue();
    assertThat(broker.ready()).isTrue();
    assertThat(calls).isZero();
  }
}
