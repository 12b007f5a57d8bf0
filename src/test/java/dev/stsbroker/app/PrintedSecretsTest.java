package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Issued;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.TestingConfig;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.contract.Bodies;
import dev.stsbroker.http.contract.CredentialJson;
import dev.stsbroker.lease.LeaseSnapshot;
import dev.stsbroker.lease.LeaseState;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.User;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import dev.stsbroker.testing.TestingBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that holds a secret and may end up in a log line or a message. */
class PrintedSecretsTest {
  private static final AccessKey KEY =
      new AccessKey("STS.id", Secret.of("planted-secret"), Secret.of("planted-token"));
  private static final Instant NOW = TestingBroker.START;

  @ParameterizedTest
  @MethodSource("holders")
  void print_showsNoSecret_whateverHoldsIt(Object holder) {
    assertThat(holder.toString()).doesNotContain("planted").isNotBlank();
  }

  static List<Object> holders() {
    SessionCredentials credentials =
        new SessionCredentials(KEY, NOW, NOW.plus(Duration.ofHours(1)), "request");
    Bodies bodies = CredentialJson.render(credentials);
    Issued<Bodies> issued =
        new Issued<>(
            credentials,
            new SessionFacts("reader", "arn", "session", Map.of(), "STS.id", NOW, "request"),
            bodies);
    SourceSettings identity = new SourceSettings.InlineKey("default", KEY);
    Account account =
        new Account(TestingBroker.ACCOUNT, List.of(new User("u", KEY, true, List.of())), List.of());
    return List.of(
        KEY.secret(),
        KEY,
        credentials,
        bodies,
        issued,
        new LeaseSnapshot<>("key", LeaseState.FRESH, NOW, issued, null, 0, null, null, NOW),
        identity,
        config(identity),
        account,
        new SandboxSettings("127.0.0.1", 0, List.of(account), null));
  }

  private static BrokerConfig config(SourceSettings identity) {
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    return TestingConfig.of(
        new HttpSettings(List.of(address), address, Set.of(), false),
        new StsSettings("cn-hangzhou", false, null, Duration.ofSeconds(5), 20),
        identity,
        List.of(TestingBroker.profile("reader", true)),
        "reader");
  }
}
