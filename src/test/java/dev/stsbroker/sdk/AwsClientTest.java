package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/** {@code software.amazon.awssdk:auth}, as tools have it that take OSS for S3. */
class AwsClientTest {
  private static final String VARIABLE = "aws.containerCredentialsFullUri";
  private static final String TOKEN = "aws.containerAuthorizationToken";
  private TestingBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.start(
            TestingBroker.profile("reader", true), TestingBroker.profile("cold", false));
  }

  @AfterEach
  void stop() {
    System.clearProperty(VARIABLE);
    System.clearProperty(TOKEN);
    broker.close();
  }

  @Test
  void provider_getsWhatTheBrokerServes_andKeepsIt() throws Exception {
    System.setProperty(VARIABLE, broker.url("/aws/reader").toString());
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      Served first = got(provider);
      for (int read = 0; read < 99; read++) {
        assertThat(got(provider)).isEqualTo(first);
      }

      assertThat(served()).isEqualTo(1);
      assertThat(first)
          .isEqualTo(Served.atAws(broker, "/aws/reader"))
          .isEqualTo(Served.at(broker, "/credentials/reader"));
    }
  }

  @Test
  void provider_getsWhatTheBrokerServes_whenItSendsAToken() throws Exception {
    System.setProperty(VARIABLE, broker.url("/aws/reader").toString());
    System.setProperty(TOKEN, "what-a-job-was-given");
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      assertThat(got(provider)).isEqualTo(Served.at(broker, "/credentials/reader"));
    }
  }

  /** Of a 404 the client shows nothing but the URL. */
  @Test
  void provider_saysWhatStsRefused_whenThereIsNoCredential() {
    broker
        .sandbox()
        .cloud()
        .faults()
        .always(Fault.refuse(403, "NoPermission", "You are not authorized.", null));
    System.setProperty(VARIABLE, broker.url("/aws/cold").toString());
    try (ContainerCredentialsProvider provider = ContainerCredentialsProvider.create()) {
      assertThatThrownBy(provider::resolveCredentials).hasStackTraceContaining("NoPermission");
    }
  }

  private double served() throws Exception {
    String series =
        "sts_broker_credentials_served_total{contract=\"aws-container\",profile=\"reader\"}";
    Double count = broker.metric(series);
    return count == null ? 0 : count;
  }

  private static Served got(ContainerCredentialsProvider provider) {
    AwsSessionCredentials credentials = (AwsSessionCredentials) provider.resolveCredentials();
    return new Served(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }
}
