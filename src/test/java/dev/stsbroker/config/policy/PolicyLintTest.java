package dev.stsbroker.config.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says of policies that can be used, and do not do what they say. */
class PolicyLintTest {
  private static final String WRONG =
      """
      {"Version": "1", "Statement": [
        {"Effect": "Allow", "Action": "oss:GetObjects", "Resource": "acs:oss:*:*:b-1"},
        {"Effect": "Allow", "Action": ["oss:PutObject"], "Resource": "acs:oss:*:*:b-1"},
        {"Effect": "Allow", "Action": "oss:*", "Resource": "*"}]}
      """;

  @TempDir Path folder;

  private static String profile(String rest) {
    return ConfigFolder.IDENTITIES
        + "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\", "
        + rest
        + " } }";
  }

  private BrokerConfig load(String rest) {
    return new ConfigFolder(folder).with("wrong.json", WRONG).load(profile(rest));
  }

  private static String inOneLine(String json) {
    return json.replace("\n", " ");
  }

  @Test
  void faults_areAllTold_ofADocumentInTheConfiguration() {
    BrokerConfig config = load("policy: { document: " + inOneLine(WRONG) + " }");
    String document = "profiles.p.policy.document.";
    assertThat(ConfigFolder.unplaced(config.faults()))
        .containsExactly(
            document
                + "Statement[0].Action: \"oss:GetObjects\" is no known action (expected:"
                + " oss:GetObject; write: \"Action\": oss:GetObject)",
            document
                + "Statement[1].Action[0]: \"oss:PutObject\" works on objects, which no Resource"
                + " here names (expected: acs:oss:*:*:b-1/*)");
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .containsAll(ConfigFolder.unplaced(config.faults()))
        .contains(
            document
                + "Statement[2].Resource: \"*\" is all the account has (expected: one like"
                + " acs:oss:*:*:my-bucket)")
        .hasSize(3);
  }

  @Test
  void faults_nameTheLine_ofADocumentInAFile() {
    BrokerConfig config = load("policy: { file: wrong.json }");
    String file = folder.resolve("wrong.json") + ":";
    assertThat(config.faults())
        .containsExactly(
            file
                + "2: Statement[0].Action: \"oss:GetObjects\" is no known action (expected:"
                + " oss:GetObject; write: \"Action\": \"oss:GetObject\")",
            file
                + "3: Statement[1].Action[0]: \"oss:PutObject\" works on objects, which no"
                + " Resource here names (expected: acs:oss:*:*:b-1/*)");
    assertThat(ConfigFolder.unplaced(config.warnings())).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ preset: maxcompute-oss-external-table }|0|1",
        "{ preset: oss-read-only, with: { bucket: my-bucket } }|0|0",
      })
  void presets_areLookedAt_asTheyAreFilled(String policy, int faults, int warnings) {
    BrokerConfig config = load("policy: " + policy);
    assertThat(ConfigFolder.unplaced(config.faults())).hasSize(faults);
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .filteredOn(warning -> !warning.contains("bytes minified"))
        .hasSizeGreaterThanOrEqualTo(warnings)
        .allMatch(warning -> warning.startsWith("profiles.p.policy.preset."));
  }

  @Test
  void version_isSentAsText_andWarnedOf_whenItIsANumber() {
    String document = inOneLine(WRONG.replace("\"1\"", "1").replace("oss:GetObjects", "oss:Get*"));
    BrokerConfig config = load("policy: { document: " + document + " }");
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .anyMatch(one -> one.startsWith("profiles.p.policy.document.Version: 1: a number, "));
  }

  @Test
  void parameters_areFilled_beforeADocumentIsLookedAt() {
    String document = inOneLine(WRONG.replace("b-1\"}", "b-1/${param.job}/*\"}"));
    BrokerConfig config =
        load("parameters: { job: '[a-z]+' }, policy: { document: " + document + " }");
    assertThat(ConfigFolder.unplaced(config.faults()))
        .containsExactly(
            "profiles.p.policy.document.Statement[0].Action: \"oss:GetObjects\" is no known action"
                + " (expected: oss:GetObject; write: \"Action\": oss:GetObject)");
    assertThat(ConfigFolder.unplaced(config.warnings()))
        .noneMatch(warning -> warning.contains("documents no variables"));
  }

  /** Neither what the grammar refuses nor what is wrong elsewhere hides what the linter says. */
  @Test
  void faults_areProblems_besideProblems() {
    ConfigFolder config =
        new ConfigFolder(folder)
            .with(
                "wrong.json",
                WRONG.replace("\"Effect\": \"Allow\", \"Action\": [", "\"Action\": ["))
            .with("broker.yaml", profile("policy: { file: wrong.json }"));
    List<String> problems = config.problemsOf("broker.yaml");
    assertThat(problems)
        .anyMatch(one -> one.contains("wrong.json:3: Statement[1]: Effect is missing"))
        .anyMatch(one -> one.contains("(expected: oss:GetObject; write: "))
        .anyMatch(one -> one.contains("\"oss:PutObject\" works on objects"));

    config
        .with("wrong.json", WRONG)
        .with("other.yaml", profile("policy: { file: wrong.json }, durations: 1h"));
    assertThat(config.problemsOf("other.yaml"))
        .anyMatch(one -> one.contains("unknown key (expected: duration; write: duration: 1h)"))
        .anyMatch(one -> one.contains("(expected: oss:GetObject; write: "))
        .hasSize(3);
  }

  @Test
  void text_thatIsNoJson_isToldOfInFull() {
    ConfigFolder config =
        new ConfigFolder(folder)
            .with(
                "broken.json",
                "{\"Version\": \"1\", \"Statement\": [{\"Action\": \"oss:GetObjcts\"}]")
            .with("broker.yaml", profile("policy: { file: broken.json }"));
    assertThat(config.problemsOf("broker.yaml"))
        .hasSizeGreaterThan(1)
        .anyMatch(one -> one.contains("not JSON"))
        .anyMatch(one -> one.contains("2 of {, 1 of } (expected: as many of both)"));
  }
}
