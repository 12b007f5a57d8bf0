package dev.stsbroker.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.Main;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.trust.TrustPolicy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PolicyCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String session = "";
  private String role = "";

  @BeforeEach
  void policies() throws IOException {
    session =
        file(
            "session.json",
            """
            {"Version": "1", "Statement": [
              {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:b-1/*"},
              {"Effect": "Allow", "Action": "oss:ListObjects", "Resource": "acs:oss:*:*:b-1",
               "Condition": {"StringLike": {"oss:Prefix": "reports/*"}}},
              {"Effect": "Deny", "Action": "oss:*", "Resource": "acs:oss:*:*:b-1/private/*"}]}
            """);
    role =
        file(
            "role.json",
            """
            {"Version": "1", "Statement": [
              {"Effect": "Allow", "Action": "oss:Get*", "Resource": "acs:oss:*:*:b-1/a/*"}]}
            """);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    CommandLine command = Main.commands();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void list_namesEveryPreset_withItsValues() {
    assertThat(run("policy", "list")).isZero();
    assertThat(out.toString())
        .contains("oss-read-only ", "bucket prefix?", "dlf-oss-read-write ", "oss-list-buckets ");
  }

  @Test
  void show_saysWhy() {
    assertThat(run("policy", "show", "oss-write-only")).isZero();
    assertThat(out.toString()).contains("oss:PutObject ", "overwrites", "optional; segments");
  }

  @Test
  void render_printsTheDocumentAlone_andItsSizeBeside() {
    assertThat(run("policy", "render", "oss-get-only", "--with", "bucket=b-1")).isZero();
    assertThat(PolicyDocument.parse(out.toString()).statements()).hasSize(1);
    assertThat(err.toString()).isEqualTo("103 of 2048 bytes minified%n".formatted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "render oss-get-only|bucket: missing (expected: 3 to 63",
        "render oss-get-only --with bucket=b*|bucket: \"b*\" (expected: 3 to 63",
        "render dlf-read-only --with prefix=a/|prefix: given without bucket",
        "render oss-got-only|no preset is called oss-got-only (expected one of: dlf-oss-read-write",
        "render|Missing required parameter: 'NAME'",
        "lint|Missing required parameter: 'FILE'",
        "lint no-such-file|no-such-file: no such file",
        "trust|nobody is trusted",
        "trust --ram ann|RAM: \"ann\" (expected: acs:ram::<account id>:root",
        "trust --service odps.aliyuncs.com --external-id x|--external-id is for --ram alone",
        "trust --oidc acs:ram::1:oidc-provider/p|Missing required argument",
        "explain no-such-file a b|no-such-file: no such file",
        "explain ROLE GetObject acs:oss:*:*:b|ACTION: GetObject (expected: one like oss:GetObject)",
        "explain ROLE oss:GetObject b/x|RESOURCE: b/x (expected: an ARN like acs:oss:*:*:my-bucket",
        "explain ROLE oss:GetObject * --condition x|--condition: x (expected: key=value)",
        "explain ROLE oss:GetObject * --condition k=v --absent k|--absent: k has a --condition",
      })
  void policy_exitsWithTwoAndSaysWhy_whenUsedWrong(String arguments, String says) {
    assertThat(run(("policy " + arguments.replace("ROLE", role)).split(" ", -1)))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains(says).doesNotContain("Exception");
  }

  @Test
  void lint_isSilent_whenClean_andOneOtherwise() throws IOException {
    assertThat(run("policy", "lint", session)).isZero();
    assertThat(out.toString()).isEmpty();
    String wrong = file("wrong.json", Files.readString(Path.of(role)).replace("Get*", "GetObjct"));
    assertThat(run("policy", "lint", session, wrong)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().lines())
        .containsExactly(
            wrong
                + ": error: Statement[0].Action (line 2): \"oss:GetObjct\" is no known action"
                + " (did you mean oss:GetObject?)");
  }

  @Test
  void lint_isZero_whenThereAreWarningsAlone() throws IOException {
    String wide = Files.readString(Path.of(role)).replace("acs:oss:*:*:b-1/a/*", "*");
    assertThat(run("policy", "lint", file("wide.json", wide))).isZero();
    assertThat(out.toString()).contains("warning: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oss:GetObject acs:oss:*:1:b-1/x|0|allowed by Statement[0]",
        "oss:PutObject acs:oss:*:1:b-1/x|1|not allowed by any statement",
        "oss:GetObject acs:oss:*:1:b-1/private/x|1|denied by Statement[2]",
        "oss:ListObjects acs:oss:*:1:b-1 --condition oss:Prefix=reports/|0|allowed by Statement[1]",
        "oss:ListObjects acs:oss:*:1:b-1|1|Statement[1]: allow, may match: depends on oss:Prefix",
        "oss:ListObjects acs:oss:*:1:b-1 --absent oss:Prefix|1|does not match: a condition does not",
        "oss:GetObject acs:oss:*:1:b-1/*|1|depends on resource: whether Statement[2] matches",
        "oss:GetObject acs:oss:*:1:b-2/x|1|Statement[0]: allow, does not match: another resource",
        "oss:GetObject acs:oss:*:1:b-1/a/x --role ROLE|0|allowed by role Statement[0], session Stat",
        "oss:GetObject acs:oss:*:1:b-1/x --role ROLE|1|not allowed by the role policy",
      })
  void explain_namesWhatDecides(String arguments, int exitCode, String says) {
    String words = "policy explain " + session + " " + arguments.replace("ROLE", role);
    assertThat(run(words.split(" ", -1))).isEqualTo(exitCode);
    assertThat(out.toString()).contains(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oss:GetObjects acs:oss:*:*:b-1/a/x|\"oss:GetObjects\" is no known action (did you mean oss:GetObj",
        "oss:HeadObject acs:oss:*:*:b-1/a/x|\"oss:HeadObject\" is an operation and no action (did you m",
        "oss:GetObject acs:oss:*:*:b-1|\"oss:GetObject\" works on objects, which no Resource here names",
        "oss:GetObject acs:oss:*:*:B-1/x|\"acs:oss:*:*:B-1/x\": no bucket has such a name",
        "oss:GetObject acs:oss:oss-cn-hangzhou:*:b-1/x|",
        "oss:Get* *|",
        "ecs:StopInstances acs:ecs:*:*:instance/i-1|",
      })
  void explain_warnsOfAQuestion_thatNoRequestAsks(String question, @Nullable String says) {
    run(("policy explain " + session + " --json " + question).split(" ", -1));
    assertThat(err.toString())
        .startsWith(says == null ? "" : "warning: no request asks this: " + says)
        .hasLineCount(says == null ? 0 : 1);
    assertThat(new JsonObject(out.toString()).getString("answer")).isNotEmpty();
  }

  /** The three documents of issue 11, item 1, and the transport: each of them denies somewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acs:oss:oss-cn-hangzhou:*:my-bucket/*|{}|region",
        "acs:oss:*:1234567890123456:my-bucket/*|{}|account",
        "*|{'Bool':{'acs:SecureTransport':'false'}}|acs:SecureTransport",
        "*|{'NotIpAddress':{'acs:SourceIp':['10.0.0.0/8']},'StringLike':{'acs:SourceVpc':'*'}}"
            + "|acs:SourceIp, acs:SourceVpc",
        "*|{'ForAnyValue:StringLike':{'acs:PrincipalARN':'*'}}|acs:PrincipalARN",
      })
  void explain_depends_whenADenyIsInDoubt(String pattern, String condition, String fields)
      throws IOException {
    String document =
        file(
            "doubt.json",
            """
            {"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:*","Resource":"*"},
            {"Effect":"Deny","Action":"oss:DeleteObject","Resource":"%s","Condition":%s}]}"""
                .formatted(pattern, condition.replace('\'', '"')));
    String[] words = {"policy", "explain", document, "oss:DeleteObject", "acs:oss:*:*:my-bucket/x"};
    assertThat(run(words)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().lines())
        .containsExactly(
            "depends on " + fields + ": whether Statement[1] matches",
            "  at best allowed by Statement[0]",
            "  at worst denied by Statement[1]",
            "  Statement[0]: allow, matches",
            "  Statement[1]: deny, may match: depends on " + fields);

    out.getBuffer().setLength(0);
    String[] asJson = Arrays.copyOf(words, words.length + 1);
    asJson[words.length] = "--json";
    assertThat(run(asJson)).isEqualTo(ExitCode.FAILED);
    JsonObject answer = new JsonObject(out.toString());
    assertThat(answer.getString("answer")).isEqualTo("depends");
    assertThat(answer.getJsonArray("dependsOn"))
        .isEqualTo(new JsonArray(List.of(fields.split(", "))));
    assertThat(answer.getJsonArray("inDoubt")).isEqualTo(new JsonArray(List.of("Statement[1]")));
    assertThat(answer.getJsonObject("atBest").getString("answer")).isEqualTo("allowed");
    assertThat(answer.getJsonObject("atWorst").getString("because"))
        .isEqualTo("denied by Statement[1]");
    assertThat(answer.getJsonArray("statements").getJsonObject(1).getString("matches"))
        .isEqualTo("depends");
  }

  @ParameterizedTest
  @CsvSource({
    "oss:GetObject acs:oss:*:1:b-1/x, allowed, allowed by Statement[0], yes",
    "oss:PutObject acs:oss:*:1:b-1/x, denied, not allowed by any statement, no",
    "oss:GetObject acs:oss:*:1:b-1/private/x, denied, denied by Statement[2], yes",
  })
  void explain_answersInJson(String request, String answer, String because, String first) {
    run(("policy explain --json " + session + " " + request).split(" ", -1));
    JsonObject json = new JsonObject(out.toString());
    assertThat(json.getString("answer")).isEqualTo(answer);
    assertThat(json.getString("because")).isEqualTo(because);
    assertThat(json.containsKey("dependsOn")).isFalse();
    assertThat(json.getJsonArray("statements").getJsonObject(0).getString("matches"))
        .isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--ram acs:ram::1:user/sts-broker",
        "--ram acs:ram::1:root --external-id partner-42",
        "--service odps.aliyuncs.com",
        "--service 5@odps.aliyuncs.com",
        "--ram acs:ram::1:root --service 1@odps.aliyuncs.com",
        "--saml acs:ram::1:saml-provider/IDP --service 1@odps.aliyuncs.com",
        "--oidc acs:ram::1:oidc-provider/p --issuer https://x --subject system:serviceaccount:a:b",
        "--oidc acs:ram::1:oidc-provider/p --issuer https://x --subject s --audience a"
      })
  void trust_printsWhatRamTakes(String arguments) {
    assertThat(run(("policy trust " + arguments).split(" ", -1))).isZero();
    assertThat(TrustPolicy.parse(out.toString())).isNotNull();
  }

  @Test
  void trust_explains_whenTheRoleIsAServiceLinkedOne() {
    String role = "AliyunServiceRoleForMaxComputeLakehouse";
    assertThat(run("policy", "trust", "--role", role)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains(role, "Only the service can assume it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "list", "show", "render", "lint", "explain", "trust"})
  void help_isThere_onEveryCommand(String command) {
    assertThat(run(("policy " + command + " --help").replace("  ", " ").split(" ", -1))).isZero();
    assertThat(out.toString()).contains("Usage: sts-broker policy", "--version");
  }

  /** The server must not even be loaded: here it is not on the class path. */
  @Test
  void configuration_isRead_forItsPresetsAndProfiles() throws IOException {
    String preset =
        file(
            "team.yaml",
            """
            description: Read what a team has.
            parameters: [{name: team, kind: name}]
            why: {"oss:GetObject": reads objects}
            policy: {Version: "1", Statement: [{Effect: Allow, Action: "oss:GetObject",
              Resource: "acs:oss:*:*:teams/${team}/*"}]}
            """);
    String config =
        file(
            "broker.yaml",
            """
            identities: {default: {type: environment}}
            presets: {team: %s}
            profiles:
              job:
                roleArn: acs:ram::1234567890123456:role/r
                parameters: {team: "[a-z]{1,20}"}
                policy: {preset: team, with: {team: "${param.team}"}}
              whole: {roleArn: "acs:ram::1234567890123456:role/r"}
            """
                .formatted(preset));

    assertThat(run("policy", "list", "--config", config)).isZero();
    assertThat(out.toString()).containsPattern("(?m)^team +team +Read what a team has\\.$");
    assertThat(run("policy", "show", "team", "--config", config)).isZero();
    assertThat(out.toString()).contains("reads objects");
    assertThat(run("policy", "render", "job", "--config", config, "--param", "team=red")).isZero();
    assertThat(out.toString()).contains("\"acs:oss:*:*:teams/red/*\"");
    assertThat(err.toString()).contains(" of 2048 bytes minified");
    assertThat(run("policy", "render", "team", "--config", config, "--with", "team=blue")).isZero();
    assertThat(out.toString()).contains("\"acs:oss:*:*:teams/blue/*\"");
    assertThat(run("policy", "render", "whole", "--config", config)).isZero();
    assertThat(err.toString()).contains("profile whole has no policy: the whole role");
    assertThat(run("policy", "render", "job", "--config", config, "--param", "team=*"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("parameter team: the value does not match (expected: [a-z]{1,20})");
  }

  @Test
  void policy_runs_withoutTheServer() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*(vertx|netty|aliyun|micrometer).*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName(),
                "policy",
                "lint",
                session)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    assertThat(builder.start().waitFor()).isZero();
    assertThat(Files.readString(output, UTF_8)).isEmpty();
  }
}
