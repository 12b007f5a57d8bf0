package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code @alicloud/credentials} and {@code @aws-sdk/credential-provider-http}, as a job under
 * Node.js uses them. Needs node and npm: without them it is skipped, where {@code CI} is {@code
 * true} it fails.
 */
class NodeClientTest {
  @ParameterizedTest
  @ValueSource(strings = {"/credentials", "/credentials/reader"})
  void variables_areEnough_forTheDefaultChainOfAJob(String path) throws Exception {
    NodeFolder.install();
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      Map<String, String> variables =
          Map.of(
              "ALIBABA_CLOUD_CREDENTIALS_URI",
              broker.url(path).toString(),
              "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
              "true");

      ChildProcess job =
          ChildProcess.runAsJob(NodeFolder.PATH, List.of("node", "print-credential.js"), variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, path));
    }
  }

  @Test
  void variable_isEnough_forAnAwsJob() throws Exception {
    NodeFolder.install();
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      Map<String, String> variables =
          Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", broker.url("/aws/reader").toString());

      ChildProcess job =
          ChildProcess.runAsJob(
              NodeFolder.PATH, List.of("node", "print-aws-credential.js"), variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  @Test
  void lock_pinsByDigestAndNamesNoRegistry_whenItWasWrittenAnywhere() throws Exception {
    assertThat(Files.readString(NodeFolder.SOURCE.resolve(NodeFolder.LOCK)))
        .contains("\"integrity\": \"sha512-")
        .doesNotContain("\"resolved\"", "http:", "https:");
  }
}
