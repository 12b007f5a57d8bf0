package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configurations that ship. */
class SampleConfigTest {
  private static final Path SHIPPED = Path.of("config");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("samples")
  void sample_loads_whenNothingIsChanged(Path sample) throws IOException {
    LoadedConfig config = new ConfigFolder(folder).loadWithSandbox(Files.readString(sample));

    assertThat(config.broker().defaultProfile()).isNotNull();
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @Test
  void brokerSample_hasNoWarnings_whenNothingIsChanged() throws IOException {
    BrokerConfig config =
        new ConfigFolder(folder).load(Files.readString(SHIPPED.resolve("broker.yaml")));

    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void sandboxSample_isNotWarnedOfItsOwnKey_butOfAnother() throws IOException {
    String sample = Files.readString(SHIPPED.resolve("sandbox.yaml"));
    ConfigFolder folders = new ConfigFolder(folder);

    assertThat(folders.loadWithSandbox(sample).broker().warnings()).isEmpty();

    String real = sample.replaceFirst("id: LTAI5tSandboxBroker", "id: LTAI5tSomebodysBroker");
    assertThat(ConfigFolder.unplaced(folders.loadWithSandbox(real).broker().warnings()))
        .containsExactly(
            "identities.default.type: accessKey keeps the key in the configuration;"
                + " accessKeyFile is better");
  }

  @Test
  void whatInitLeftToBeReplaced_isWarnedOf_atEachPlace() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                """
                identities: {default: {type: ecsRamRole, roleName: replace-me}}
                profiles:
                  p:
                    roleArn: acs:ram::1234567890123456:role/replace-me
                    policy: {document: {Version: "1", Statement: [
                      {Effect: Allow, Action: "oss:GetObject", Resource: "acs:oss:*:*:replace-me/*"}]}}
                """);

    assertThat(ConfigFolder.unplaced(config.warnings()))
        .containsExactly(
            "identities.default.roleName: still says replace-me (expected: a value of your own)",
            "profiles.p.roleArn: still says replace-me (expected: a value of your own)",
            "profiles.p.policy.document.Statement[0].Resource: still says replace-me"
                + " (expected: a value of your own)");
  }
}
