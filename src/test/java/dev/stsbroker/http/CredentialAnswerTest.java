package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The answer with credentials, to the byte: some clients read it without a JSON parser. */
class CredentialAnswerTest {
  private static TestingBroker broker;
  private static RawAnswer answer;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.startOnManualTime(TestingBroker.profile("reader", true));
    broker.time().advance(Duration.ofMillis(123_456));
    answer = RawConnection.ask(broker.port(), RawConnection.get("/credentials"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Tag("quirk-5")
  @Test
  void headers_areExactlyThese_whenCredentialsAreServed() {
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.headers())
        .containsExactlyInAnyOrder(
            "Content-Type: application/json",
            "Content-Length: " + answer.body().length(),
            "Cache-Control: no-store",
            "X-Content-Type-Options: nosniff",
            "Keep-Alive: timeout=10");
  }

  @Tag("quirk-3")
  @Test
  void body_isWhatTheContractSays_toTheByte() {
    Session session = session();
    AccessKey key = session.key();
    assertThat(answer.body())
        .isEqualTo(
            "{\"Code\":\"Success\",\"StatusCode\":\"200\",\"AccessKeyId\":\""
                + key.id()
                + "\",\"AccessKeySecret\":\""
                + key.secret().reveal()
                + "\",\"SecurityToken\":\""
                + token(key).reveal()
                + "\",\"Expiration\":\"2026-01-01T01:00:00Z\""
                + ",\"LastUpdated\":\"2026-01-01T00:00:00Z\"}");
  }

  @Tag("quirk-3")
  @Test
  void token_isNotEscaped_whenItHasSlashes() {
    assertThat(token(session().key()).reveal()).contains("/").contains("+").endsWith("=");
    assertThat(answer.body()).doesNotContain("\\");
  }

  @Test
  void times_haveTwentyCharacters_whenTheClockHasFractions() {
    for (String name : new String[] {"Expiration", "LastUpdated"}) {
      String time = answer.json().getString(name);
      assertThat(time).hasSize(20).endsWith("Z");
      assertThat(Instant.parse(time)).isBetween(TestingBroker.START, session().expiresAt());
    }
  }

  @Tag("quirk-4")
  @Test
  void body_isNotCompressed_whenAClientOffersIt() throws Exception {
    String gzip = RawConnection.get("/credentials", "Accept-Encoding: gzip, deflate");
    assertThat(RawConnection.ask(broker.port(), gzip)).isEqualTo(answer);
  }

  private static Session session() {
    String token = new JsonObject(answer.body()).getString("SecurityToken");
    return broker.sandbox().cloud().session(Secret.of(token)).orElseThrow();
  }

  private static Secret token(AccessKey key) {
    Secret token = key.securityToken();
    if (token == null) {
      throw new AssertionError("a session's key has no token");
    }
    return token;
  }
}
