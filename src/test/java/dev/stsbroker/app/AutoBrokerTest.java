package dev.stsbroker.app;

import static dev.stsbroker.app.KeylessBroker.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.testing.LogLines;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is told of no identity: what it takes where there is one thing, and nothing. */
class AutoBrokerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @TempDir private Path folder = Path.of("");

  private KeylessBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = new KeylessBroker();
  }

  @AfterEach
  void close() throws Exception {
    broker.close();
  }

  @Test
  void keys_areTaken_whereThereIsNothingElse() throws Exception {
    Map<String, String> keys =
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tEmulatorKey",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "emulatorSecret");
    assertTaken("environment", NOBODY, keys);
    assertThat(broker.calls()).containsExactly("AssumeRole of-job OK");
  }

  @Test
  void token_isTaken_whereThereIsNothingElse() throws Exception {
    Path token = folder.resolve("token");
    Files.writeString(
        token,
        broker
            .sandbox()
            .cloud()
            .tokenIssuer(KeylessBroker.PROVIDER)
            .orElseThrow()
            .token(KeylessBroker.SUBJECT, HOUR));
    Map<String, String> pod =
        Map.of(
            "ALIBABA_CLOUD_ROLE_ARN",
            KeylessBroker.ACCOUNT + "role/pod",
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            KeylessBroker.PROVIDER,
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
            token.toString());
    assertTaken("oidc", NOBODY, pod);
  }

  @Test
  void metadata_isTaken_whereThereIsNothingElse() throws Exception {
    assertTaken("ecsRamRole", broker.metadata(), Map.of());
  }

  @Test
  void nothing_isOneSentence_thatNamesAllThree() throws Exception {
    HttpResponse<String> answer = ask(NOBODY, Map.of());
    System.out.println("nothing: " + answer.statusCode() + " " + answer.body());
    assertThat(answer.statusCode()).isNotEqualTo(200);
    assertThat(answer.body())
        .contains("nothing found to sign with; environment: ", "; oidc: ", "; ecsRamRole: ");
    assertThat(broker.calls()).isEmpty();
  }

  private void assertTaken(String type, URI metadata, Map<String, String> variables)
      throws Exception {
    try (LogLines log = new LogLines()) {
      assertThat(ask(metadata, variables).statusCode()).isEqualTo(200);
      assertThat(log.all())
          .filteredOn(line -> line.contains(" identity - "))
          .singleElement()
          .asString()
          .endsWith("identity=default type=" + type + " found");
    }
  }

  private HttpResponse<String> ask(URI metadata, Map<String, String> variables) throws Exception {
    broker.start(
        new Auto("default", "base", metadata), variables, profile("job", "default", "data", HOUR));
    return broker.get("job");
  }
}
