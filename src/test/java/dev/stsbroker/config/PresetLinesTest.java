package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the linter says of a preset's file names the statement as it is written there. */
class PresetLinesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void statement_isTheOneThatIsWritten_whereOneBeforeItIsLeftOut() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .with(
                "ours.yaml",
                """
                description: ours
                parameters:
                  - {name: bucket, kind: bucket}
                  - {name: folder, kind: prefix, optional: true}
                policy:
                  Version: "1"
                  Statement:
                    - $with: folder
                      Effect: Allow
                      Action: oss:GetObject
                      Resource: acs:oss:*:*:${bucket}/${folder}*
                    - $without: folder
                      Effect: Allow
                      Action: oss:GetObject
                      Resource: "*"
                """)
            .load(
                """
                identities: { default: { type: ecsRamRole } }
                presets: { ours: ours.yaml }
                profiles:
                  p:
                    roleArn: acs:ram::1234567890123456:role/r
                    policy: { preset: ours, with: { bucket: my-bucket } }
                """);
    List<String> warnings =
        config.warnings().stream().filter(one -> one.contains("is all the account has")).toList();
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .startsWith(folder.resolve("ours.yaml") + ":15: policy.Statement[1].Resource: \"*\" ");
    assertThat(warnings.get(1)).contains("profiles.p.policy.preset.Statement[1].Resource: \"*\" ");
  }
}
