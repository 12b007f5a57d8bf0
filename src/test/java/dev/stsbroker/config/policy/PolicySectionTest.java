package dev.stsbroker.config.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigFolder;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.Preset;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySectionTest {
  private static final String DOCUMENT =
      """
      {"Version": "1", "Statement": [
        {"Effect": "Allow", "Action": "%s", "Resource": "acs:oss:*:*:my-bucket/*"}]}
      """;

  @TempDir Path folder;

  private BrokerConfig load(String policy) {
    return new ConfigFolder(folder)
        .with("reader.json", DOCUMENT.formatted("oss:GetObject"))
        .with("large.json", DOCUMENT.formatted("oss:Get" + "*".repeat(1097)))
        .load(
            ConfigFolder.IDENTITIES
                + "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\", policy: "
                + policy
                + " } }");
  }

  private @Nullable SessionPolicy policy(String policy) {
    BrokerConfig config = load(policy);
    assertThat(config.warnings()).isEmpty();
    return config.profiles().get(0).request().policy();
  }

  @Test
  void policy_isRendered_whenAPresetIsNamed() {
    Preset preset = Preset.named("oss-read-only").orElseThrow();
    Map<String, String> values = Map.of("bucket", "my-bucket", "prefix", "reports/");

    assertThat(policy("{ preset: oss-read-only, with: { bucket: my-bucket, prefix: reports/ } }"))
        .isEqualTo(SessionPolicy.of(preset.render(values)));
  }

  @Test
  void policy_isTheSame_whenItIsInAFileOrInTheConfiguration() {
    String json = DOCUMENT.formatted("oss:GetObject");
    SessionPolicy expected = SessionPolicy.of(PolicyDocument.parse(json));

    assertThat(policy("{ file: reader.json }")).isEqualTo(expected);
    assertThat(policy("{ document: " + json.replace("\n", " ") + " }")).isEqualTo(expected);
  }

  @Test
  void role_isWarnedOf_whenItBelongsToAService() {
    String linked = "AliyunServiceRoleForMaxComputeLakehouse";
    BrokerConfig config =
        new ConfigFolder(folder)
            .load(
                ConfigFolder.IDENTITIES
                    + ConfigFolder.PROFILES.replace("role/r\"", "role/" + linked + "\""));

    assertThat(ConfigFolder.unplaced(config.warnings()))
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .startsWith("profiles.p.roleArn: " + linked + ": MaxCompute's own role for")
                    .contains("Only the service can assume it"));
  }

  @Test
  void policy_isWarnedOf_whenItIsLarge() {
    assertThat(ConfigFolder.unplaced(load("{ file: large.json }").warnings()))
        .containsExactly(
            "profiles.p.policy: 1201 bytes minified (expected: at most 1024; 2048 is the limit)");
  }
}
