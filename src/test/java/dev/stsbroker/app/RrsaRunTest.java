package dev.stsbroker.app;

import static dev.stsbroker.app.KeylessBroker.profile;
import static dev.stsbroker.testing.TestingBroker.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.policy.trust.TrustPolicy;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsCall.TokenPlace;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours of a broker in a pod of ACK, whose token is replaced long before any session ends. */
class RrsaRunTest {
  private static final Duration RUN = Duration.ofHours(8);
  private static final Duration REPLACED = Duration.ofMinutes(4);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FLOOR = Duration.ofMinutes(35);
  private static final List<String> PROFILES = List.of("own", "chained", "other");
  private static final Auto IDENTITY =
      new Auto("default", "base", URI.create("http://127.0.0.1:1"));

  @TempDir private Path folder = Path.of("");

  @Test
  void sessions_stayLong_whenTheTokenIsReplacedInTime() throws Exception {
    TestingBroker.Pod pod = new TestingBroker.Pod(IDENTITY, variables(), this::prepare);
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(
            TestingBroker.START,
            pod,
            profile("own", "default", "pod", HOUR),
            profile("chained", Profile.via("own"), "oss-admin", HOUR),
            profile("other", "default", "oss-admin", HOUR))) {
      Duration shortest = run(broker);
      Map<String, Long> calls = calls(broker);
      System.out.println(
          RUN
              + ", token replaced every "
              + REPLACED
              + ": "
              + calls
              + "; shortest life "
              + shortest);
      assertThat(shortest).isGreaterThanOrEqualTo(FLOOR);
      assertThat(calls.keySet()).allMatch(call -> call.endsWith(" OK"));
      assertThat(broker.sandbox().cloud().calls())
          .filteredOn(call -> call.action().equals("AssumeRoleWithOIDC"))
          .isNotEmpty()
          .extracting(StsCall::oidcToken)
          .containsOnly(TokenPlace.BODY);
    }
  }

  /** The least that was left of anything served. */
  private Duration run(TestingBroker broker) throws Exception {
    VirtualTime time = new VirtualTime(broker);
    Instant end = TestingBroker.START.plus(RUN);
    Duration shortest = HOUR;
    while (broker.time().instant().isBefore(end)) {
      for (String profile : PROFILES) {
        Duration left = left(broker, profile);
        shortest = left.compareTo(shortest) < 0 ? left : shortest;
      }
      writeToken(broker.sandbox().cloud());
      time.pass(REPLACED);
    }
    return shortest;
  }

  private static Duration left(TestingBroker broker, String profile) throws Exception {
    HttpResponse<String> answer = broker.get("/credentials/" + profile);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String expiration = new JsonObject(answer.body()).getString("Expiration");
    return Duration.between(broker.time().instant(), Instant.parse(expiration));
  }

  private static Map<String, Long> calls(TestingBroker broker) {
    return broker.sandbox().cloud().calls().stream()
        .collect(
            Collectors.groupingBy(
                call -> call.action() + " " + call.sessionName() + " " + call.outcome(),
                TreeMap::new,
                Collectors.counting()));
  }

  private Map<String, String> variables() {
    return Map.of(
        "ALIBABA_CLOUD_ROLE_ARN",
        KeylessBroker.ACCOUNT + "role/pod",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
        KeylessBroker.PROVIDER,
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        folder.resolve("token").toString());
  }

  private void prepare(SandboxCloud cloud) {
    TrustPolicy trust =
        TrustPolicy.parse(
            """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Federated":["%s"]},
             "Condition":{"StringEquals":{"oidc:sub":"%s"}}}]}"""
                .formatted(KeylessBroker.PROVIDER, KeylessBroker.SUBJECT));
    cloud.putProvider(
        ACCOUNT,
        new OidcProvider("ack", "https://oidc.example.com/c1", List.of("sts.aliyuncs.com")));
    cloud.putRole(
        ACCOUNT,
        new Role("pod", "300000000000000002", trust, List.of(TestingBroker.everything()), HOUR));
    try {
      writeToken(cloud);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeToken(SandboxCloud cloud) throws IOException {
    String token =
        cloud
            .tokenIssuer(KeylessBroker.PROVIDER)
            .orElseThrow()
            .token(KeylessBroker.SUBJECT, TOKEN_LIFE);
    Files.writeString(folder.resolve("token"), token);
  }
}
