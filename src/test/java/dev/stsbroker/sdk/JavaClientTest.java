package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.Config;
import com.aliyun.credentials.models.CredentialModel;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code com.aliyun:credentials-java}, which most of the Alibaba Cloud SDKs for Java use. */
class JavaClientTest {
  private static final Duration SHORTEST = Duration.ofMinutes(15);

  @Test
  void client_getsWhatTheBrokerServes_whenPointedAtAProfile() throws Exception {
    try (TestingBroker broker =
        TestingBroker.start(
            TestingBroker.profile("reader", true), TestingBroker.profile("writer", false))) {
      Served reader = got(client(broker.url("/credentials/reader")));
      Served writer = got(client(broker.url("/credentials/writer")));

      assertThat(reader).isEqualTo(Served.at(broker, "/credentials/reader"));
      assertThat(writer).isEqualTo(Served.at(broker, "/credentials/writer")).isNotEqualTo(reader);
    }
  }

  @Test
  void variables_areEnough_forTheDefaultChainOfAJob(@TempDir Path home) throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      List<String> command = List.of(java, "-cp", classes, PrintCredential.class.getName());
      Map<String, String> variables =
          Map.of(
              "ALIBABA_CLOUD_CREDENTIALS_URI",
              broker.url("/credentials").toString(),
              "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
              "true");

      ChildProcess job = ChildProcess.runAsJob(home, command, variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  /** The client trusts the system's clock, so the broker's is set to it; then only that moves. */
  @Test
  void client_getsTheNextCredential_whenTheBrokerHasRefreshed() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(
            InstantSource.system().instant(), TestingBroker.profile("short", false, SHORTEST))) {
      Client client = client(broker.url("/credentials"));
      Served first = got(client);
      new VirtualTime(broker).passToNextCall();
      Sessions.await(broker, "short", 2);

      Served second = got(client);

      assertThat(second).isNotEqualTo(first).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  @Test
  void client_saysWhatStsRefused_whenThereIsNoCredential() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("cold", false))) {
      broker
          .sandbox()
          .cloud()
          .faults()
          .always(Fault.refuse(403, "NoPermission", "You are not authorized.", null));
      Client client = client(broker.url("/credentials"));

      assertThatThrownBy(client::getCredential)
          .hasStackTraceContaining("StsRefused")
          .hasStackTraceContaining("NoPermission");
    }
  }

  private static Client client(URI uri) {
    return new Client(new Config().setType("credentials_uri").setCredentialsUri(uri.toString()));
  }

  private static Served got(Client client) {
    CredentialModel credential = client.getCredential();
    return new Served(
        credential.getAccessKeyId(),
        credential.getAccessKeySecret(),
        credential.getSecurityToken());
  }
}
