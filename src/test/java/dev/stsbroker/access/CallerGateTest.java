package dev.stsbroker.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerGate.Verdict;
import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerGateTest {
  private static final Secret OLD = Secret.of("the-old-secret-of-a-job");
  private static final Secret NEW = Secret.of("the-new-secret-of-a-job");
  private static final Secret OTHER = Secret.of("the-secret-of-another-job");

  private final List<String> told = new ArrayList<>();
  private long now;
  private final CallerGate gate = new CallerGate(() -> now, new Told());

  @BeforeEach
  void guard() {
    gate.configure(Map.of("reports", file(OLD), "logs", file(OTHER, OLD)), Map.of());
  }

  @Test
  void guardedProfile_isOpenToItsSecretsAlone() {
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("logs", new Caller(OTHER, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("reports", new Caller(OTHER, Peer.of(0)))).isEqualTo(Verdict.SECRET_WRONG);
    assertThat(gate.ask("reports", new Caller(null, Peer.of(0)))).isEqualTo(Verdict.SECRET_MISSING);
  }

  @Test
  void otherProfiles_areOpen_whateverIsPresented() {
    assertThat(gate.guards("open")).isFalse();
    assertThat(gate.ask("open", new Caller(null, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("open", new Caller(OTHER, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void secrets_overlap_whileTheyAreRotated() {
    gate.configure(Map.of("reports", file(OLD, NEW)), Map.of());
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    gate.configure(Map.of("reports", file(NEW)), Map.of());
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(0)))).isEqualTo(Verdict.SECRET_WRONG);
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void opened_areTheGuardedProfilesOfASecret() {
    assertThat(gate.opened(new Caller(OLD, Peer.of(0)))).containsExactly("logs", "reports");
    assertThat(gate.opened(new Caller(OTHER, Peer.of(0)))).containsExactly("logs");
    assertThat(gate.opened(new Caller(NEW, Peer.of(0)))).isEmpty();
  }

  @Test
  void key_isForSecretsOfProfilesAlone() {
    assertThat(gate.key(new Caller(OLD, Peer.of(0)), "p")).isEqualTo(SecretDigest.key(OLD, "p"));
    assertThat(gate.key(new Caller(NEW, Peer.of(0)), "p")).isNull();
  }

  @Test
  void wrongSecrets_areTooMany_andRightOnesNever() {
    for (int guess = 0; guess < 100; guess++) {
      assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0)))).isEqualTo(Verdict.SECRET_WRONG);
    }
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0))))
        .isEqualTo(Verdict.TOO_MANY_GUESSES);
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(0)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("reports", new Caller(null, Peer.of(0)))).isEqualTo(Verdict.SECRET_MISSING);
    now += Duration.ofMillis(50).toNanos();
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0)))).isEqualTo(Verdict.SECRET_WRONG);
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0))))
        .isEqualTo(Verdict.TOO_MANY_GUESSES);
    now += Duration.ofDays(1).toNanos();
    for (int guess = 0; guess < 100; guess++) {
      assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0)))).isEqualTo(Verdict.SECRET_WRONG);
    }
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(0))))
        .isEqualTo(Verdict.TOO_MANY_GUESSES);
  }

  /** Also of a caller that is of many users, and so has many buckets. */
  @Test
  void guesses_areEachCallersOwn() {
    while (gate.ask("reports", new Caller(NEW, Peer.of(4242))) != Verdict.TOO_MANY_GUESSES) {
      assertThat(now).isZero();
    }
    assertThat(gate.ask("reports", new Caller(NEW, Peer.of(7)))).isEqualTo(Verdict.SECRET_WRONG);
    assertThat(gate.guessed(new Caller(NEW, Peer.of(7)))).isFalse();
    int wrong = 0;
    for (int user = 0; user < 65_536; user++) {
      Verdict verdict = gate.ask("reports", new Caller(NEW, Peer.of(100_000 + user)));
      wrong += verdict == Verdict.SECRET_WRONG ? 1 : 0;
    }
    assertThat(wrong).isBetween(800, 1_000);
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(7)))).isEqualTo(Verdict.ADMITTED);
  }

  /** One user's, of however many processes, leave room in the log for those of others. */
  @Test
  void refusals_areTold_ofEachUser() {
    Map<String, CallerUsers> users = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      users.put("p" + i, new CallerUsers(new TreeSet<>(Set.of(1L))));
    }
    gate.configure(Map.of(), users);
    for (int pid = 0; pid < 5; pid++) {
      Peer peer = new Peer(4242L, Set.of(), (long) pid, "");
      users.keySet().forEach(name -> gate.ask(name, new Caller(null, peer)));
    }
    assertThat(told).hasSize(100);
    gate.ask("p7", new Caller(null, Peer.of(7)));
    gate.ask("p7", new Caller(null, Peer.of(7)));
    assertThat(told).hasSize(101);
  }

  @Test
  void uses_areToldOnceASecret_untilTheProfilesSecretsChange() {
    for (int times = 0; times < 3; times++) {
      gate.ask("reports", new Caller(OLD, Peer.of(0)));
      gate.ask("reports", new Caller(NEW, Peer.of(0)));
      gate.ask("logs", new Caller(OLD, Peer.of(0)));
    }
    assertThat(told).containsExactly("reports f:1", "reports refused", "logs f:2");
    told.clear();
    gate.configure(Map.of("reports", file(OLD, NEW), "logs", file(OTHER, OLD)), Map.of());
    gate.ask("logs", new Caller(OLD, Peer.of(0)));
    gate.ask("reports", new Caller(NEW, Peer.of(0)));
    gate.ask("reports", new Caller(OLD, Peer.of(0)));
    assertThat(told).containsExactly("reports f:2", "reports f:1");
  }

  @Test
  void profileForUsers_isClosedToOthers_andToTheUnknown() {
    CallerUsers users = new CallerUsers(new TreeSet<>(Set.of(7L)));
    gate.configure(Map.of("reports", file(OLD)), Map.of("reports", users, "mine", users));
    Peer unknown = Peer.unknown("hidden");
    assertThat(gate.wantsUsers()).isTrue();
    assertThat(gate.ask("mine", new Caller(null, Peer.of(7)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("mine", new Caller(OLD, Peer.of(0)))).isEqualTo(Verdict.FOREIGN);
    assertThat(gate.ask("mine", new Caller(OLD, unknown))).isEqualTo(Verdict.FOREIGN);
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(7)))).isEqualTo(Verdict.ADMITTED);
    assertThat(gate.ask("reports", new Caller(OLD, Peer.of(8)))).isEqualTo(Verdict.FOREIGN);
    assertThat(gate.ask("reports", new Caller(null, Peer.of(7)))).isEqualTo(Verdict.SECRET_MISSING);
    assertThat(gate.ask("open", new Caller(null, unknown))).isEqualTo(Verdict.ADMITTED);
  }

  /** Users, groups and a secret, each of them there or not, and every kind of caller. */
  @Test
  void decisions_areThoseOfAllThatIsGiven() {
    SortedSet<Long> any = new TreeSet<>();
    SortedSet<Long> users = new TreeSet<>(Set.of(7L, 8L));
    SortedSet<Long> groups = new TreeSet<>(Set.of(100L, 101L));
    gate.configure(
        Map.of("us", file(OLD), "gs", file(OLD), "ugs", file(OLD)),
        Map.of(
            "u", new CallerUsers(users),
            "g", new CallerUsers(any, groups),
            "ug", new CallerUsers(users, groups),
            "us", new CallerUsers(users),
            "gs", new CallerUsers(any, groups),
            "ugs", new CallerUsers(users, groups)));
    Peer both = new Peer(7L, Set.of(5L, 101L), 1L, "");
    Peer userAlone = new Peer(8L, Set.of(5L), 1L, "");
    Peer groupAlone = new Peer(9L, Set.of(100L), null, "");
    Peer neither = new Peer(9L, Set.of(5L, 6L), 1L, "");
    Peer tcp = Peer.of(7);
    Peer unknown = Peer.unknown("hidden");
    Peer odd = new Peer(null, Set.of(100L), null, "hidden");

    assertThat(admitted(both, OLD)).containsExactly("g", "gs", "open", "u", "ug", "ugs", "us");
    assertThat(admitted(both, NEW)).containsExactly("g", "open", "u", "ug");
    assertThat(admitted(userAlone, OLD)).containsExactly("open", "u", "us");
    assertThat(admitted(groupAlone, OLD)).containsExactly("g", "gs", "open");
    assertThat(admitted(neither, OLD)).containsExactly("open");
    assertThat(admitted(tcp, OLD)).containsExactly("open", "u", "us");
    assertThat(admitted(unknown, OLD)).containsExactly("open");
    assertThat(admitted(odd, OLD)).containsExactly("open");
    assertThat(gate.refusal(new Caller(OLD, tcp), "ug")).contains("over TCP", "uid 7");
    assertThat(gate.refusal(new Caller(OLD, userAlone), "ug")).startsWith("not for the groups");
    assertThat(gate.refusal(new Caller(OLD, odd), "g")).contains("cannot be known: hidden");
    assertThat(gate.reserved(new Caller(null, both))).contains("g", "ug").doesNotContain("open");
    assertThat(List.of("u", "g", "ugs"))
        .extracting(gate::reserves)
        .containsExactly("users", "groups", "users and groups");
  }

  @Test
  void users_areCalledByTheirNames_orByNumber_andStrangersNotAtAll() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("etl", 7L);
    numbers.put("alias-of-etl", 7L);
    numbers.put("8", 9L);
    assertThat(gate.wantsUsers()).isFalse();
    gate.call(UserNames.of(numbers), true);
    assertThat(gate.wantsUsers()).isTrue();
    assertThat(gate.userName(new Caller(null, Peer.of(7)))).isEqualTo("etl");
    assertThat(gate.userName(new Caller(null, Peer.of(8)))).isEqualTo("8");
    assertThat(gate.userName(new Caller(null, Peer.of(9)))).isEqualTo("9");
    assertThat(gate.userName(new Caller(null, Peer.unknown("hidden")))).isNull();
  }

  @Test
  void processesOfOneUser_areToldOnce() {
    gate.configure(Map.of(), Map.of("mine", new CallerUsers(new TreeSet<>(Set.of(7L)))));
    for (long pid = 1; pid < 5; pid++) {
      gate.ask("mine", new Caller(null, new Peer(9L, Set.of(pid), pid, "")));
    }
    assertThat(told).containsExactly("mine uid 9 refused");
  }

  private List<String> admitted(Peer peer, Secret secret) {
    return Stream.of("g", "gs", "open", "u", "ug", "ugs", "us")
        .filter(name -> gate.ask(name, new Caller(secret, peer)) == Verdict.ADMITTED)
        .toList();
  }

  private static CallerSecrets file(Secret... secrets) {
    List<String> lines = new ArrayList<>();
    for (Secret secret : secrets) {
      lines.add(secret.reveal());
    }
    return CallerSecrets.of("f", String.join("\n", lines));
  }

  private final class Told implements BrokerEvents {
    @Override
    public void secretUsed(String profile, String secret) {
      told.add(profile + " " + secret);
    }

    @Override
    public void callerRefused(String profile, @Nullable Long uid, String unknown) {
      told.add(profile + " uid " + uid + " refused");
    }

    @Override
    public void secretRefused(String profile) {
      told.add(profile + " refused");
    }
  }
}
