package dev.stsbroker.config.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.ConfigFolder;
import dev.stsbroker.parameter.CallerValueException;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sts.SessionRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterSectionTest {
  private static final String DOCUMENT =
      """
      {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "oss:GetObject",
        "Resource": "acs:oss:*:*:scratch/jobs/%s/*",
        "Condition": {"StringEquals": {"acs:UserAgent": ["%1$s"]}}}]}
      """;
  private static final String PRESET =
      """
      description: Read what a team has under a prefix.
      parameters:
        - { name: team, kind: name }
      why: { "oss:GetObject": reads objects }
      policy:
        Version: "1"
        Statement:
          - Effect: Allow
            Action: "oss:GetObject"
            Resource: "acs:oss:*:*:teams/${team}/*"
      """;

  @TempDir Path folder;

  private BrokerConfig load(String profile) {
    return new ConfigFolder(folder)
        .with("filled.json", DOCUMENT.formatted("${param.job}"))
        .with("team.yaml", PRESET)
        .load(
            ConfigFolder.IDENTITIES
                + "presets: { team: team.yaml }\n"
                + "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\", "
                + "parameters: { job: \"[a-z0-9][a-z0-9-]{0,39}\" }, "
                + profile
                + " } }");
  }

  private SessionRequest request(String profile, String job) {
    BrokerConfig config = load(profile);
    assertThat(config.warnings()).isEmpty();
    return config.profiles().get(0).recipe().fill(Map.of("job", job)).request();
  }

  @Test
  void request_isFilled_whereverAValueMayGo() {
    SessionRequest request =
        request(
            "sessionName: \"${profile}-${param.job}\", sourceIdentity: \"job=${param.job}\", policy:"
                + " { preset: oss-read-only, with: { bucket: b-1, prefix: \"j/${param.job}/\" } }",
            "etl-42");

    Preset preset = Preset.named("oss-read-only").orElseThrow();
    assertThat(request.sessionName()).isEqualTo("p-etl-42");
    assertThat(request.sourceIdentity()).isEqualTo("job=etl-42");
    assertThat(request.policy())
        .isEqualTo(SessionPolicy.of(preset.render(Map.of("bucket", "b-1", "prefix", "j/etl-42/"))));
  }

  private SessionRequest requestOf(String profile, String uid, String user) {
    Map<String, String> caller = Map.of("caller.uid", uid, "caller.user", user);
    Profile read = load(profile).profiles().get(0);
    assertThat(read.takesCaller()).isTrue();
    assertThat(read.prefetch()).isFalse();
    return read.recipe().fill(Map.of("job", "etl"), caller).request();
  }

  @Test
  void request_isFilledWithWhatIsKnownOfTheCaller_whereverAValueMayGo() {
    String names =
        "sessionName: \"${caller.uid}-${param.job}\", sourceIdentity: \"u=${caller.user}\"";
    String preset =
        "policy: { preset: oss-read-only, with: { bucket: b-1, prefix: \"h/${caller.user}/\" } }";
    SessionRequest request = requestOf(names + ", " + preset, "1000", "etl.one");

    assertThat(request.sessionName()).isEqualTo("1000-etl");
    assertThat(request.sourceIdentity()).isEqualTo("u=etl.one");
    Map<String, String> with = Map.of("bucket", "b-1", "prefix", "h/etl.one/");
    assertThat(request.policy())
        .isEqualTo(SessionPolicy.of(Preset.named("oss-read-only").orElseThrow().render(with)));
    String inline = DOCUMENT.formatted("${caller.uid}").replace("\n", " ");
    assertThat(requestOf("policy: { document: " + inline + " }", "7", "etl").policy())
        .isEqualTo(SessionPolicy.of(PolicyDocument.parse(DOCUMENT.formatted("7"))));
  }

  /** A policy's file alone can make a session the caller's own. */
  @Test
  void policyFile_isFilledWithTheCaller_whateverTheProfileSays() {
    BrokerConfig config =
        new ConfigFolder(folder)
            .with("own.json", DOCUMENT.formatted("${caller.uid}"))
            .load(
                ConfigFolder.IDENTITIES
                    + "profiles: { p: { roleArn: \"acs:ram::1234567890123456:role/r\","
                    + " policy: { file: own.json } } }");
    Profile read = config.profiles().get(0);

    assertThat(read.takesParameters()).isFalse();
    assertThat(read.prefetch()).isFalse();
    assertThat(config.defaultProfile()).isEqualTo("p");
    assertThat(read.recipe().fill(Map.of("caller.uid", "7")).policy())
        .isEqualTo(SessionPolicy.of(PolicyDocument.parse(DOCUMENT.formatted("7"))));
    assertThatThrownBy(() -> read.recipe().fill(Map.of()))
        .isInstanceOf(CallerValueException.class)
        .hasMessageContaining("${caller.uid} is not known");
  }

  /** No name is mended into one that fits: it could be another user's. */
  @Test
  void names_areRefused_whereTheyDoNotFit() {
    Profile read =
        load("sessionName: \"${caller.user}\", sourceIdentity: \"j-${param.job}\"")
            .profiles()
            .get(0);

    for (String name :
        List.of("o'neil", "A B", "d\\alice", "é", "", ".", "a..b", "a".repeat(33), "x")) {
      Map<String, String> caller = Map.of("caller.uid", "7", "caller.user", name);
      assertThatThrownBy(() -> read.recipe().fill(Map.of("job", "etl"), caller))
          .as(name)
          .isInstanceOf(CallerValueException.class);
    }
    Map<String, String> caller = Map.of("caller.uid", "7", "caller.user", "a.b@c_d-E1");
    assertThat(read.recipe().fill(Map.of("job", "etl"), caller).request().sessionName())
        .isEqualTo("a.b@c_d-E1");
  }

  @Test
  void policy_isFilled_whenItIsAFileOrInTheConfiguration() {
    SessionPolicy expected = SessionPolicy.of(PolicyDocument.parse(DOCUMENT.formatted("etl")));
    String inline = DOCUMENT.formatted("${param.job}").replace("\n", " ");

    assertThat(request("policy: { file: filled.json }", "etl").policy()).isEqualTo(expected);
    assertThat(request("policy: { document: " + inline + " }", "etl").policy()).isEqualTo(expected);
  }

  @Test
  void preset_isFoundByItsName_whenTheConfigurationHasIt() {
    BrokerConfig config = load("policy: { preset: team, with: { team: \"${param.job}\" } }");
    SessionPolicy policy =
        config.profiles().get(0).recipe().fill(Map.of("job", "red")).request().policy();

    assertThat(config.presets()).extracting(Preset::name).containsExactly("team");
    assertThat(config.files()).contains(folder.resolve("team.yaml"));
    String expected = "acs:oss:*:*:teams/red/*";
    assertThat(policy).extracting(SessionPolicy::text).asString().contains(expected);
  }

  @Test
  void profile_isTheSame_whenItIsReadAgain_andAnother_whenItsPresetIs() {
    String profile = "policy: { preset: team, with: { team: \"${param.job}\" } }";
    Profile one = load(profile).profiles().get(0);

    assertThat(load(profile).profiles().get(0)).isEqualTo(one);
    ConfigFolder changed =
        new ConfigFolder(folder).with("team.yaml", PRESET.replace("teams/", "others/"));
    assertThat(changed.loadFile("broker.yaml").profiles().get(0)).isNotEqualTo(one);
  }

  @Test
  void profile_isNeitherPrefetchedNorTheDefault_whenItHasParameters() {
    BrokerConfig config =
        load("sessionName: \"${param.job}-x\", policy: { preset: oss-list-buckets }");

    assertThat(config.profiles().get(0).prefetch()).isFalse();
    assertThat(config.defaultProfile()).isNull();
  }

  @Test
  void parameter_isWarnedOf_whenItChangesNothingOrMeansMore() {
    assertThat(ConfigFolder.unplaced(load("policy: { preset: oss-list-buckets }").warnings()))
        .containsExactly("profiles.p.parameters.job: is used nowhere: its values change nothing");
    String wide = DOCUMENT.formatted("${param.job}").replace("}/*", "}*").replace("\n", " ");
    assertThat(ConfigFolder.unplaced(load("policy: { document: " + wide + " }").warnings()))
        .containsExactly(
            "profiles.p.policy: acs:oss:*:*:scratch/jobs/${param.job}* also covers every value that"
                + " begins with this one");
    String longer = DOCUMENT.formatted("${param.job}-x").replace("-x/*", "-x*").replace("\n", " ");
    assertThat(ConfigFolder.unplaced(load("policy: { document: " + longer + " }").warnings()))
        .containsExactly(
            "profiles.p.policy: acs:oss:*:*:scratch/jobs/${param.job}-x* also covers every value"
                + " that begins with this one");
  }
}
