package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.testing.TestingBroker;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guesses at secrets, where no secret is needed but a right one would be answered otherwise. */
class GuessingTest {
  private static final String SECRET = "the.secret~of_the-reports";
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 60";

  /** Far more than are answered one by one, however slow the machine. */
  private static final int GUESSES = 5_000;

  @ParameterizedTest
  @ValueSource(strings = {"/credentials", ROLES, "/credentials/reports"})
  void guesses_areBounded_whateverIsAskedFor(String path) throws Exception {
    assertBounded(guess -> RawConnection.get("/key/" + guess + path));
    assertBounded(guess -> RawConnection.get(path, "Authorization: Bearer " + guess));
  }

  @Test
  void guesses_areBounded_whereTokensAreAskedForOrShown() throws Exception {
    assertBounded(
        guess -> RawConnection.request("PUT", "/key/" + guess + "/latest/api/token", LIFE));
    assertBounded(
        guess ->
            RawConnection.get(
                "/key/" + guess + ROLES + "open", "X-aliyun-ecs-metadata-token: a.1.b"));
  }

  /** A right secret is answered there without a token. */
  @Test
  void guesses_areBounded_whereTokensAreRequired() throws Exception {
    assertBounded(true, guess -> RawConnection.get("/key/" + guess + ROLES + "open"));
    assertBounded(true, guess -> RawConnection.get("/key/" + guess + ROLES));
    assertBounded(true, guess -> RawConnection.get("/key/" + guess + ROLES + "reports"));
  }

  @Test
  void anything_isServed_whereNobodyHasASecret() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("open", true));
        RawConnection connection = new RawConnection(broker.port())) {
      for (int guess = 0; guess < 300; guess++) {
        String put = RawConnection.request("PUT", "/key/" + guess + "/latest/api/token", LIFE);
        assertThat(connection.send(put).read().status()).isEqualTo(200);
      }
    }
  }

  /** Whoever knows a secret, or needs none, is served all the same. */
  private static void assertBounded(IntFunction<String> guessing) throws Exception {
    assertBounded(false, guessing);
  }

  private static void assertBounded(boolean tokens, IntFunction<String> guessing) throws Exception {
    try (TestingBroker broker =
            TestingBroker.startGuarded(
                Map.of("reports", CallerSecrets.of("reports.secret", SECRET)),
                tokens,
                TestingBroker.profile("reports", true),
                TestingBroker.profile("open", true));
        RawConnection connection = new RawConnection(broker.port())) {
      int guess = 0;
      while (connection.send(guessing.apply(guess)).read().status() != 429) {
        guess++;
        assertThat(guess).isLessThan(GUESSES);
      }
      assertThat(guess).isGreaterThanOrEqualTo(50);
      String served = "/key/" + SECRET + "/credentials";
      assertThat(connection.send(RawConnection.get(served)).read().status()).isEqualTo(200);
      assertThat(connection.send(RawConnection.get("/credentials/open")).read().status())
          .isEqualTo(200);
    }
  }
}
