package dev.stsbroker.sandbox.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.account.User;
import dev.stsbroker.sandbox.metadata.MetadataSettings;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class SandboxSettingsTest {
  @Test
  void parse_readsEveryKey() {
    SandboxSettings settings = SandboxSettings.parse(everything());

    assertThat(settings.stsHost()).isEqualTo("::1");
    assertThat(settings.stsPort()).isEqualTo(7080);
    assertThat(settings.chainedSessionLimit()).isEqualTo(Duration.ofMinutes(90));
    Account account = settings.accounts().get(0);
    assertThat(account.id()).isEqualTo("1234567890123456");
    User user = account.users().get(0);
    assertThat(user.name() + user.key().id()).isEqualTo("aliceLTAI5tKey");
    assertThat(user.key().secret().reveal()).isEqualTo("s3cret");
    assertThat(user.active()).isFalse();
    assertThat(user.policies()).hasSize(1);
    Role role = account.roles().get(0);
    assertThat(role.name() + role.roleId()).isEqualTo("admin300000000000000001");
    assertThat(role.policies()).hasSize(1);
    assertThat(role.maxSessionDuration()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void parse_fillsInDefaults() {
    SandboxSettings settings =
        SandboxSettings.parse(
            new JsonObject(
                """
                {"sts": "127.0.0.1:0", "accounts": [{"id": 1234567890123456,
                  "users": [{"name": "a", "accessKeyId": "LTAI", "accessKeySecret": "s"}],
                  "roles": [{"name": "r"}]}]}
                """));

    Account account = settings.accounts().get(0);
    assertThat(account.id()).isEqualTo("1234567890123456");
    assertThat(account.users().get(0).active()).isTrue();
    assertThat(account.users().get(0).policies()).hasSize(1);
    assertThat(account.roles().get(0).policies()).isEmpty();
    assertThat(account.roles().get(0).roleId()).matches("3\\d{17}");
    assertThat(account.roles().get(0).maxSessionDuration()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.chainedSessionLimit()).isNull();
  }

  @Test
  void parse_saysEverythingThatIsWrong() {
    JsonObject wrong =
        new JsonObject(
            """
            {"sts": "127.0.0.1:99999", "nas": 1, "chainedSessionLimit": "5m", "accounts": [
              {"id": "x", "users": [
                {"name": "a b", "accessKeyId": "STS.x", "accessKeySecret": "a b", "active": "yes"},
                {"accessKeySecret": ["s3cret"], "policies": 1}],
               "roles": [{"name": "r"}, {"name": "r", "maxSessionDuration": "13h"}, 7]}]}
            """);

    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "sandbox.nas: unknown key (expected one of: accounts, chainedSessionLimit, instanceRole,"
                + " metadata, oss, ossCapacity, sts)",
            "sandbox.sts: 127.0.0.1:99999 (expected: a port of 0..65535)",
            "sandbox.chainedSessionLimit: 5m (expected: 15m..12h)",
            "sandbox.accounts[0].id: x (expected: an account id, digits)",
            "sandbox.accounts[0].users[0].name: a b (expected: a user name)",
            "sandbox.accounts[0].users[0].accessKeyId: STS.x (expected: letters and digits)",
            "sandbox.accounts[0].users[0].accessKeySecret: ****** (expected: text without spaces)",
            "sandbox.accounts[0].users[0].active: yes (expected: true or false)",
            "sandbox.accounts[0].users[1].name: missing (expected: a user name)",
            "sandbox.accounts[0].users[1].accessKeyId: missing (expected: letters and digits)",
            "sandbox.accounts[0].users[1].accessKeySecret: ****** (expected: text without spaces)",
            "sandbox.accounts[0].users[1].policies: not a list",
            "sandbox.accounts[0].roles: r is there twice",
            "sandbox.accounts[0].roles[1].maxSessionDuration: 13h (expected: 60m..12h)",
            "sandbox.accounts[0].roles[2]: not a mapping");
  }

  @Test
  void parse_readsBuckets() {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0");
    settings
        .getJsonArray("accounts")
        .getJsonObject(0)
        .put(
            "buckets",
            new JsonArray(
                """
                [{"name": "lake", "objects": {"a/b.txt": "text"}},
                 {"name": "away", "region": "cn-beijing"}]"""));

    assertThat(SandboxSettings.parse(settings).oss())
        .isEqualTo(
            new OssSettings(
                "127.0.0.1",
                0,
                List.of(
                    new OssSettings.FilledBucket(
                        new Bucket("lake", TestCloud.ACCOUNT, "cn-hangzhou"),
                        Map.of("a/b.txt", "text")),
                    new OssSettings.FilledBucket(
                        new Bucket("away", TestCloud.ACCOUNT, "cn-beijing"), Map.of()))));
  }

  @ParameterizedTest
  @CsvSource({"1MiB, 1048576", "2GiB, 2147483648"})
  void parse_readsTheCapacity(String text, long bytes) {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", text);
    OssSettings oss = SandboxSettings.parse(settings).oss();
    assertThat(oss == null ? 0 : oss.capacity()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0GiB", "1", "1TiB", "-1MiB", "1.5GiB", "1000000GiB"})
  void parse_saysWhatIsWrongWithTheCapacity(String text) {
    JsonObject settings = TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", text);
    assertThat(problems(settings))
        .containsExactly(
            "sandbox.ossCapacity: " + text + " (expected: 1MiB to 999999GiB, such as 1GiB)");
    assertThat(problems(TestCloud.settings().put("ossCapacity", "1GiB")))
        .containsExactly(
            "sandbox.ossCapacity: without sandbox.oss (expected: its address, or neither)");
  }

  @Test
  void parse_saysWhatIsWrongWithBuckets() {
    JsonObject wrong = TestCloud.settings();
    wrong
        .getJsonArray("accounts")
        .getJsonObject(0)
        .put(
            "buckets",
            new JsonArray(
                """
                [{"name": "Lake", "region": "here"}, {"name": "lake", "acl": "private"},
                 {"name": "lake", "objects": {"/a": "x", "b": 1}}, {"name": "more", "objects": 1},
                 {"name": "open", "allowedOrigins": ["*", "app.example.com"]},
                 {"name": "wide", "allowedOrigins": "*"}]
                """));

    String at = "sandbox.accounts[0].buckets";
    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "sandbox.oss: missing (expected: <address>:<port>, as there are buckets)",
            at + "[0].name: Lake (expected: 3..63 lower-case letters, digits and hyphens)",
            at + "[0].region: here (expected: a region such as cn-hangzhou)",
            at + "[1].acl: unknown key (expected one of: allowedOrigins, name, objects, region)",
            at + "[2].name: lake is there twice",
            at + "[2].objects: /a (expected: a key without a leading slash, and a text)",
            at + "[2].objects: b (expected: a key without a leading slash, and a text)",
            at + "[3].objects: not a mapping (expected: texts by key)",
            at
                + "[4].allowedOrigins: app.example.com"
                + " (expected: an origin such as https://app.example.com, or *)",
            at + "[5].allowedOrigins: not a list (expected: origins, or \"*\" for all)");
  }

  @Test
  void parse_readsWhatIsThereForBrokersWithoutKeys() {
    SandboxSettings settings = SandboxSettings.parse(TestCloud.keylessSettings());

    assertThat(settings.metadata())
        .isEqualTo(new MetadataSettings("127.0.0.1", 0, new RoleArn(TestCloud.role("node"))));
    assertThat(settings.accounts().get(0).oidcProviders())
        .containsExactly(
            new OidcProvider(
                "ack-rrsa-test", "https://oidc.example.com/c1", List.of("sts.aliyuncs.com")));
  }

  @Test
  void parse_saysWhatIsWrongWithProviders() {
    JsonObject wrong = TestCloud.settings();
    wrong
        .getJsonArray("accounts")
        .getJsonObject(0)
        .put(
            "oidcProviders",
            new JsonArray(
                """
                [{"name": "p", "issuer": "https://a.example", "clientIds": []},
                 {"name": "p", "issuer": "a.example", "clientIds": ["a b", 1]},
                 {"fingerprint": "x"}]
                """));

    assertThat(problems(wrong))
        .containsExactlyInAnyOrder(
            "sandbox.accounts[0].oidcProviders: p is there twice",
            "sandbox.accounts[0].oidcProviders[0].clientIds: empty (expected: at least one)",
            "sandbox.accounts[0].oidcProviders[1].issuer: a.example (expected: an http or https"
                + " URL)",
            "sandbox.accounts[0].oidcProviders[1].clientIds[0]: a b (expected: text without"
                + " spaces)",
            "sandbox.accounts[0].oidcProviders[1].clientIds[1]: 1 (expected: text without spaces)",
            "sandbox.accounts[0].oidcProviders[2].fingerprint: unknown key (expected one of:"
                + " clientIds, issuer, name)",
            "sandbox.accounts[0].oidcProviders[2].name: missing (expected: a provider name)",
            "sandbox.accounts[0].oidcProviders[2].issuer: missing (expected: an http or https"
                + " URL)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:7082 | role       | instanceRole: role (expected: acs:ram::<account id>:role/"
            + "<role name>)",
        "127.0.0.1:7082 | nobody     | instanceRole: acs:ram::1234567890123456:role/nobody"
            + " (expected: a role of one of the accounts)",
        "127.0.0.1:7082 | adminrole  | instanceRole: acs:ram::1234567890123456:role/adminrole"
            + " (expected: a role that trusts ecs.aliyuncs.com)",
        "7082           | node       | metadata: 7082 (expected: <address>:<port>)",
        "               | node       | metadata: missing (expected: <address>:<port>, as"
            + " instanceRole is set)"
      })
  void parse_saysWhatIsWrongWithTheInstance(
      @Nullable String metadata, String role, String problem) {
    JsonObject wrong = TestCloud.keylessSettings();
    wrong.put("instanceRole", role.equals("role") ? role : TestCloud.role(role));
    if (metadata == null) {
      wrong.remove("metadata");
    } else {
      wrong.put("metadata", metadata);
    }

    assertThat(problems(wrong)).containsExactly("sandbox." + problem);
  }

  @Test
  void parse_reportsPoliciesWithTheirPlace() {
    JsonObject wrong = TestCloud.settings();
    JsonObject account = wrong.getJsonArray("accounts").getJsonObject(0);
    account.getJsonArray("roles").getJsonObject(0).put("policies", new JsonArray().add("{}"));
    account.getJsonArray("roles").getJsonObject(1).put("trustPolicy", new JsonObject());

    List<String> problems = problems(wrong);

    assertThat(problems)
        .anyMatch(line -> line.startsWith("sandbox.accounts[0].roles[0].policies[0]: "))
        .anyMatch(line -> line.startsWith("sandbox.accounts[0].roles[1].trustPolicy: "));
  }

  @Test
  void parse_wantsAnAccount() {
    assertThat(problems(new JsonObject()))
        .containsExactly(
            "sandbox.sts: missing (expected: <address>:<port>)",
            "sandbox.accounts: empty (expected: at least one account)");
  }

  @Test
  void shippedSample_letsItsIdentityAssumeItsRole() throws IOException {
    String text = Files.readString(Path.of("config", "sandbox.yaml"));
    Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    JsonObject sample = new JsonObject(parsed);
    JsonObject identity = sample.getJsonObject("identities").getJsonObject("default");
    JsonObject profile = sample.getJsonObject("profiles").getJsonObject("my-bucket-reader");
    Secret secret = Secret.of(identity.getString("secret"));
    AccessKey key = new AccessKey(identity.getString("id"), secret, null);
    Map<String, String> parameters = StsClient.assume("any");
    parameters.put("RoleArn", profile.getString("roleArn"));
    AdjustableClock clock = new AdjustableClock();
    String anyPort = "127.0.0.1:0";
    JsonObject section = sample.getJsonObject("sandbox").put("sts", anyPort).put("oss", anyPort);

    try (TestCloud cloud = new TestCloud(section, clock)) {
      StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);

      assertThat(StsClient.code(client.call(key, parameters))).isEqualTo("200 OK");
    }
  }

  private static JsonObject everything() {
    return new JsonObject(
        """
        {"sts": "[::1]:7080", "chainedSessionLimit": "1h30m", "accounts": [
          {"id": "1234567890123456",
           "users": [{"name": "alice", "accessKeyId": "LTAI5tKey", "accessKeySecret": "s3cret",
             "active": false, "policies": [
               {"Version": "1", "Statement": [
                 {"Effect": "Deny", "Action": "*", "Resource": "*"}]}]}],
           "roles": [{"name": "admin", "roleId": "300000000000000001",
             "maxSessionDuration": "12h",
             "trustPolicy": {"Version": "1", "Statement": [
               {"Effect": "Allow", "Action": "sts:AssumeRole",
                "Principal": {"RAM": "acs:ram::1234567890123456:root"}}]},
             "policies": [
               "{\\"Version\\":\\"1\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\"}]}"
             ]}]}]}
        """);
  }

  private static List<String> problems(JsonObject section) {
    SandboxProblems problems =
        catchThrowableOfType(SandboxProblems.class, () -> SandboxSettings.parse(section));
    return problems.problems().stream().map(SandboxProblems.Problem::toString).toList();
  }
}
