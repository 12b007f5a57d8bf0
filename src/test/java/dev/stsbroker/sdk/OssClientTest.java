package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.CredentialsProviderFactory;
import com.aliyun.oss.common.auth.EcsRamRoleCredentialsProvider;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code com.aliyun.oss:aliyun-sdk-oss}, whose providers take a URL. */
class OssClientTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private TestingBroker broker;

  /** The client trusts the system's clock, so the broker's is set to it; then only that moves. */
  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.startOnManualTime(
            InstantSource.system().instant(), TestingBroker.profile("reader", true, LIFE));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "auth-server, /auth/reader",
    "ecs-metadata, /latest/meta-data/ram/security-credentials/reader",
    "ecs-metadata, /profile/reader/latest/meta-data/ram/security-credentials/reader"
  })
  void provider_getsWhatTheBrokerServes_andKeepsIt(String contract, String path) throws Exception {
    CredentialsProvider provider = provider(contract, path);
    Served first = got(provider.getCredentials());
    for (int read = 0; read < 99; read++) {
      assertThat(got(provider.getCredentials())).isEqualTo(first);
    }

    assertThat(first).isEqualTo(Served.at(broker, "/credentials"));
    assertThat(served(contract)).isEqualTo(1);
  }

  @Test
  void provider_hasNoCredential_whenThereIsNoSuchProfile() throws Exception {
    assertThat(provider("auth-server", "/auth/nobody").getCredentials()).isNull();
    assertThat(provider("ecs-metadata", "/latest/meta-data/nothing").getCredentials()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "auth-server, /auth/reader",
    "ecs-metadata, /latest/meta-data/ram/security-credentials/reader"
  })
  void provider_getsTheNextCredential_whenTheBrokerHasRefreshed(String contract, String path)
      throws Exception {
    Served first = got(provider(contract, path).getCredentials());
    new VirtualTime(broker).passToNextCall();
    Sessions.await(broker, "reader", 2);

    Served second = got(provider(contract, path).getCredentials());

    assertThat(second).isNotEqualTo(first).isEqualTo(Served.at(broker, "/credentials"));
  }

  private CredentialsProvider provider(String contract, String path) throws Exception {
    String url = broker.url(path).toString();
    return contract.equals("auth-server")
        ? CredentialsProviderFactory.newCustomSessionCredentialsProvider(url)
        : new EcsRamRoleCredentialsProvider(url);
  }

  private double served(String contract) throws Exception {
    String series = "sts_broker_credentials_served_total{contract=\"%s\",profile=\"reader\"}";
    Double count = broker.metric(series.formatted(contract));
    return count == null ? 0 : count;
  }

  private static Served got(Credentials credentials) {
    return new Served(
        credentials.getAccessKeyId(),
        credentials.getSecretAccessKey(),
        credentials.getSecurityToken());
  }
}
