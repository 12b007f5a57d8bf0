package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code check --online} prints of set-ups that are wrong, each in its own way. */
class OnlineCheckTest {
  private static final String SECRET = "emulatorSecret";
  private static final String CLOUD =
      """
      {"sts": "127.0.0.1:0", "chainedSessionLimit": "1h", "accounts": [{
        "id": "1234567890123456",
        "users": [
          {"name": "alice", "accessKeyId": "LTAI5tAlice", "accessKeySecret": "emulatorSecret"},
          {"name": "bob", "accessKeyId": "LTAI5tBob", "accessKeySecret": "emulatorSecret",
           "active": false},
          {"name": "carol", "accessKeyId": "LTAI5tCarol", "accessKeySecret": "emulatorSecret",
           "policies": []}],
        "roles": [
          {"name": "base", "maxSessionDuration": "12h", "policies": [{"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": ["oss:*", "sts:AssumeRole"], "Resource": "*"}]}]},
          {"name": "short"},
          {"name": "partner", "trustPolicy": {"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"RAM": ["acs:ram::1234567890123456:user/alice"]},
             "Condition": {"StringEquals": {"sts:ExternalId": "partner-42"}}}]}},
          {"name": "others", "trustPolicy": {"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"RAM": ["acs:ram::1234567890123456:user/dave"]}}]}},
          {"name": "AliyunServiceRoleForMaxComputeLakehouse", "trustPolicy": {"Version": "1",
           "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["odps.aliyuncs.com"]}}]}}]}]}
      """;

  @TempDir private Path folder = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private Sandbox sandbox = cloud(InstantSource.system());
  private String identity = key("LTAI5tAlice", SECRET);

  private Sandbox cloud(InstantSource clock) {
    return new Sandbox(vertx, SandboxSettings.parse(new JsonObject(CLOUD)), clock);
  }

  private static String key(String id, String secret) {
    return "{type: accessKey, id: %s, secret: %s}".formatted(id, secret);
  }

  @BeforeEach
  void start() throws Exception {
    TestingBroker.await(sandbox.start());
  }

  @AfterEach
  void stop() throws Exception {
    TestingBroker.await(vertx.close());
  }

  private static String role(String name) {
    return "roleArn: 'acs:ram::1234567890123456:role/" + name + "'";
  }

  /** What is printed; {@code profiles} are members of a YAML mapping. */
  private String check(String setUp, int exitCode, String profiles, String... options)
      throws Exception {
    Path file =
        PrivateFile.write(
            folder.resolve("broker.yaml"),
            """
            sts: {endpoint: 'http://127.0.0.1:%d'}
            identities: {default: %s}
            profiles: {%s}
            """
                .formatted(sandbox.stsPort(), identity, profiles));
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    CommandLine command = Main.commands().setOut(out).setErr(out);
    String[] arguments = new String[options.length + 4];
    String[] fixed = {"check", "--online", "--config", file.toString()};
    System.arraycopy(fixed, 0, arguments, 0, fixed.length);
    System.arraycopy(options, 0, arguments, fixed.length, options.length);
    int exit = command.execute(arguments);
    String text = printed.toString().replace(folder.toString(), "<dir>");
    System.out.printf("---- %s: exit code %d%n%s%n", setUp, exit, text);
    assertThat(exit).as(text).isEqualTo(exitCode);
    assertThat(text).doesNotContain(SECRET, "Signature=", "SANDBOX");
    return text;
  }

  /** STS takes any action that looks like one. */
  @Test
  void check_doesNotSayThatAllWorks_whenAPolicyCannot() throws Exception {
    String printed =
        check(
            "an action that is none",
            2,
            "a: {%s, policy: {document: {Version: '1', Statement: [{Effect: Allow,"
                    .formatted(role("base"))
                + " Action: 'oss:GetObjects', Resource: 'acs:oss:*:*:b-1'}]}}}");

    assertThat(printed)
        .contains(
            "profiles.a.policy.document.Statement[0].Action: \"oss:GetObjects\" is no known action"
                + " (expected: oss:GetObject; write: Action: oss:GetObject)",
            "<dir>/broker.yaml has errors: 1 profile, 1 identity.",
            "profile a: ok: ",
            "STS takes what was tried, and the configuration has 1 error, told above.")
        .doesNotContain("is valid", "Everything");
  }

  /** A session's own session lasts an hour at most, which STS alone knows. */
  @Test
  void check_countsWhatStsWarnsOf_whenItIsStrict() throws Exception {
    write("s", "0123456789abcdef0123456789abcdef");
    write("k", "{\"AccessKeyId\": \"LTAI5tAlice\", \"AccessKeySecret\": \"" + SECRET + "\"}");
    write(
        "p.json",
        "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
            + " \"sts:AssumeRole\", \"Resource\": \"acs:ram:*:1234567890123456:role/base\"}]}");
    identity = "{type: accessKeyFile, file: k}";
    String profiles =
        "a: {%s, policy: {file: p.json}, access: {secretFile: s}},".formatted(role("base"))
            + " b: {%s, via: a, duration: 2h, access: {secretFile: s},".formatted(role("base"))
            + " policy: {preset: oss-get-only, with: {bucket: my-bucket}}}";

    assertThat(check("a shorter session", 0, profiles)).contains("profile b: warning: ");
    assertThat(check("the same, strict", 2, profiles, "--strict"))
        .contains("profile b: warning: ", ", and --strict counts ", "told above.");
  }

  private void write(String name, String text) throws IOException {
    PrivateFile.write(folder.resolve(name), text);
  }

  @Test
  void check_saysWhoIsWho_whenEverythingWorks() throws Exception {
    String printed =
        check(
            "all well",
            0,
            "b: {%s, via: a, policy: {preset: oss-get-only, with: {bucket: my-bucket}}},"
                    .formatted(role("short"))
                + "a: {%s, duration: 2h}, j: {%s, parameters: {job: '[a-z]+'}, sessionName: ab}"
                    .formatted(role("base"), role("short")));

    assertThat(printed)
        .contains("identity default: ok: acs:ram::1234567890123456:user/alice (RAMUser of account")
        .containsSubsequence("profile a: ok: ", " for 120 min, the whole role", "profile b: ok: ")
        .contains(
            "profile j: not checked: no values for its parameters (expected: --param job=...)")
        .contains("Not checked: whether the roles' own policies");
  }

  @Test
  void parameters_areTried_whenTheirValuesAreGiven() throws Exception {
    String job = "j: {%s, parameters: {job: '[a-z]+'}, sessionName: ab}".formatted(role("short"));

    assertThat(check("a value", 0, job, "--param", "job=etl")).contains("profile j: ok: ");
    assertThat(check("a wrong value", 1, job, "--param", "job=*"))
        .contains("profile j: FAILED: parameter job: the value does not match (expected: [a-z]+)");
  }

  @Test
  void key_isExplained_whenItIsWrongUnknownDisabledOrMissing() throws Exception {
    String a = "a: {%s}".formatted(role("base"));
    identity = key("LTAI5tAlice", "another");
    assertThat(check("wrong secret", 1, a))
        .contains("FAILED: ", ": the access key secret does not belong to", "Copy the secret again")
        .contains("profile a: not checked: identity default does not work")
        .doesNotContain("another");
    identity = key("LTAI5tNobody", SECRET);
    assertThat(check("unknown key", 1, a)).contains("FAILED: ", "The key was deleted or mistyped");
    identity = key("LTAI5tBob", SECRET);
    assertThat(check("disabled key", 1, a))
        .contains("FAILED: ", "Enable the key in the RAM console");
    Path file = PrivateFile.write(folder.resolve("key.json"), "{\"AccessKeyId\": \"LTAI5tAlice\"}");
    identity = "{type: accessKeyFile, file: key.json}";
    assertThat(check("half a key file", 1, a)).contains("FAILED: identity default: ", "Mend what");
    Files.delete(file);
    assertThat(check("no key file", 2, a)).contains("key.json does not exist");
  }

  @Test
  void role_isExplained_whenItCannotBeAssumed() throws Exception {
    assertThat(check("no such role", 1, "a: {%s}".formatted(role("bsae"))))
        .contains("FAILED: ", "Account 1234567890123456 has no role bsae");
    assertThat(check("trust names another", 1, "a: {%s}".formatted(role("others"))))
        .contains("its trust policy should have:", "\"acs:ram::1234567890123456:user/alice\"")
        .contains("\"Resource\": \"acs:ram::1234567890123456:role/others\"");
    assertThat(check("no external id", 1, "a: {%s}".formatted(role("partner"))))
        .contains("asks for sts:ExternalId, the profile has to set externalId");
    assertThat(
            check("wrong external id", 1, "a: {%s, externalId: p-43}".formatted(role("partner"))))
        .contains("\"sts:ExternalId\": \"p-43\"", "(with the very externalId of the profile)");
    assertThat(check("too long for the role", 1, "a: {%s, duration: 2h}".formatted(role("short"))))
        .contains("Raise the role's MaxSessionDuration in RAM (1 h unless changed) to 2h");
    String linked = role("AliyunServiceRoleForMaxComputeLakehouse");
    assertThat(check("service-linked role", 1, "a: {%s}".formatted(linked)))
        .contains("MaxCompute's own role for external projects over Paimon", "Only the service")
        .doesNotContain("should have");
    identity = key("LTAI5tCarol", SECRET);
    assertThat(check("caller may not", 1, "a: {%s}".formatted(role("base"))))
        .contains(
            "or the caller may not assume it; a policy of acs:ram::1234567890123456:user/carol");
  }

  @Test
  void chain_isExplained_whenItIsCutOrBroken() throws Exception {
    String two = "a: {%s}, b: {%s, via: a, duration: 12h}";
    assertThat(check("chain over 1 h", 0, two.formatted(role("base"), role("base"))))
        .contains("profile b: warning: ", " for 60 min", "where 720 min are asked for");
    assertThat(check("base broken", 1, two.formatted(role("others"), role("base"))))
        .contains("profile b: not checked: profile a does not work");
    assertThat(check("base not trusted", 1, two.formatted(role("base"), role("others"))))
        .contains("\"acs:ram::1234567890123456:role/base\"");
  }

  @Test
  void chain_isExplained_whenTheSessionPolicyBreaksIt() throws Exception {
    String narrow = "policy: {preset: oss-get-only, with: {bucket: my-bucket}}";
    String two = "a: {%s, %s}, b: {%s, via: a}".formatted(role("base"), narrow, role("short"));

    assertThat(check("base has no right to chain", 1, two))
        .containsSubsequence(
            "profile b: FAILED: ",
            "The session that assumes it has a session policy, which should have:",
            "\"Resource\": \"acs:ram::1234567890123456:role/short\"",
            "Either the role does not trust the caller");
    assertThat(
            check(
                "base not trusted",
                1,
                two.replace("role/short", "role/others")
                    .replace(
                        narrow,
                        "policy: {document: {Version: '1', Statement: [{Effect: Allow,"
                            + " Action: 'sts:*', Resource: '*'}]}}")))
        .contains("Either the role does not trust the caller")
        .doesNotContain("has a session policy");
  }

  @Test
  void life_isRounded_whenTheAnswerTookTime() throws Exception {
    sandbox
        .cloud()
        .faults()
        .nextWell()
        .next(Fault.lifetime(Duration.ofMinutes(60).minusSeconds(9)));

    assertThat(check("an hour but for seconds", 0, "a: {%s}".formatted(role("base"))))
        .contains("profile a: ok: ", " for 60 min");
  }

  @Test
  void policy_isLinted_whenStsRefusesIt() throws Exception {
    sandbox
        .cloud()
        .faults()
        .nextWell()
        .next(Fault.refuse(400, "InvalidParameter.PolicyGrammar", "No.", null));
    String statement = "{Effect: Allow, Action: 'oss:GetObjects', Resource: 'acs:oss:*:*:b-1'}";
    String policy = "policy: {document: {Version: '1', Statement: [" + statement + "]}}";

    assertThat(check("policy refused", 1, "a: {%s, %s}".formatted(role("base"), policy)))
        .contains("The linter says of the session policy:", "did you mean oss:GetObject");
  }

  @Test
  void sts_isNamed_whenItCannotBeReached() throws Exception {
    int port = sandbox.stsPort();
    TestingBroker.await(sandbox.close());

    assertThat(check("nobody there", 1, "a: {%s}".formatted(role("base"))))
        .contains("STS was asked at http://127.0.0.1:" + port, "see sts.region");
  }

  @Test
  void clock_isCompared_whenItIsFarOff() throws Exception {
    TestingBroker.await(sandbox.close());
    InstantSource system = InstantSource.system();
    sandbox = cloud(() -> system.instant().plus(Duration.ofHours(3)));
    TestingBroker.await(sandbox.start());

    assertThat(check("clock 3 h behind", 1, "a: {%s}".formatted(role("base"))))
        .contains("profile a: ok: ", "clock: FAILED: is 10", " s behind STS's", "Synchronise it");
  }
}
