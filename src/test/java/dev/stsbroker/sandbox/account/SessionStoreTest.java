package dev.stsbroker.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.trust.TrustPolicy;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Role ROLE =
      new Role(
          "admin",
          "3",
          TrustPolicy.parse(
              "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                  + "\"Principal\":{\"RAM\":\"acs:ram::1234567890123456:root\"}}]}"),
          List.of(),
          Duration.ofHours(1));

  @Test
  void sessions_areFoundByKeyAndByToken() {
    SessionStore store = new SessionStore(10);
    store.add(session("a", NOON.plusSeconds(900)), NOON);

    assertThat(store.byKeyId("STS.a")).map(Session::name).contains("a");
    assertThat(store.byToken(Secret.of("SANDBOXa"))).map(Session::name).contains("a");
    assertThat(store.byToken(Secret.of("SANDBOXb"))).isEmpty();
  }

  @Test
  void add_forgetsWhatEndedAnHourAgo() {
    SessionStore store = new SessionStore(10);
    store.add(session("a", NOON.plusSeconds(900)), NOON);

    store.add(session("b", NOON.plusSeconds(9000)), NOON.plusSeconds(4500));
    assertThat(store.size()).isEqualTo(2);
    store.add(session("c", NOON.plusSeconds(9000)), NOON.plusSeconds(4501));

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.byKeyId("STS.a")).isEmpty();
    assertThat(store.byToken(Secret.of("SANDBOXa"))).isEmpty();
  }

  @Test
  void add_forgetsTheOneThatEndsFirst_whenFull() {
    SessionStore store = new SessionStore(2);
    store.add(session("late", NOON.plusSeconds(3600)), NOON);
    store.add(session("early", NOON.plusSeconds(900)), NOON);
    store.add(session("new", NOON.plusSeconds(1800)), NOON);

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.byKeyId("STS.early")).isEmpty();
    assertThat(store.byKeyId("STS.late")).isPresent();
  }

  private static Session session(String name, Instant end) {
    AccessKey key = new AccessKey("STS." + name, Secret.of("s"), Secret.of("SANDBOX" + name));
    return new Session("1234567890123456", ROLE, name, key, end, new Rights(List.of(), null), null);
  }
}
