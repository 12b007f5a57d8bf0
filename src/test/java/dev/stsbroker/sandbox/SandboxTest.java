package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.sandbox.account.Rights;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.Signing;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
  private static final String GET_ONLY =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\","
          + "\"Resource\":\"acs:oss:*:*:my-bucket/*\"}]}";

  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(clock);
  private final StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void assumeRole_answersLikeTheRealOne() {
    HttpResponse<String> response = assume("adminrole", "DurationSeconds", "900");

    JsonObject body = StsClient.body(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder("RequestId", "AssumedRoleUser", "Credentials");
    assertThat(body.getString("RequestId")).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
    JsonObject user = body.getJsonObject("AssumedRoleUser");
    assertThat(user.getString("Arn")).isEqualTo(TestCloud.role("adminrole") + "/alice@x");
    assertThat(user.getString("AssumedRoleId")).matches("3\\d{17}:alice@x");
    JsonObject credentials = body.getJsonObject("Credentials");
    assertThat(credentials.getString("AccessKeyId")).matches("STS\\.[A-Za-z0-9]{25}");
    assertThat(credentials.getString("AccessKeySecret")).matches("[A-Za-z0-9]{44}");
    assertThat(credentials.getString("SecurityToken")).startsWith("SANDBOX").endsWith("=");
    assertThat(credentials.getString("Expiration")).isEqualTo("2026-01-02T03:19:05Z");
  }

  @Test
  void answers_carryTheDateOfTheSandboxsClock() {
    HttpResponse<String> response = assume("adminrole", "", "");

    assertThat(response.headers().firstValue("Date")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
  }

  @Test
  void getCallerIdentity_tellsUsersFromSessions() {
    JsonObject user = StsClient.body(client.call(TestCloud.KEY, identity()));
    AccessKey session = StsClient.key(assume("adminrole", "", ""));
    JsonObject role = StsClient.body(client.call(session, identity()));

    assertThat(user.getString("IdentityType")).isEqualTo("RAMUser");
    assertThat(user.getString("Arn")).isEqualTo("acs:ram::1234567890123456:user/alice");
    assertThat(user.getString("UserId")).isEqualTo(user.getString("PrincipalId"));
    assertThat(role.getString("IdentityType")).isEqualTo("AssumedRoleUser");
    assertThat(role.getString("Arn"))
        .isEqualTo("acs:ram::1234567890123456:assumed-role/adminrole/alice@x");
    assertThat(role.getString("PrincipalId")).isEqualTo(role.getString("RoleId") + ":alice@x");
    assertThat(role.getString("AccountId")).isEqualTo(TestCloud.ACCOUNT);
  }

  @Test
  void session_opensAnother_whenItsRoleIsTrusted() {
    AccessKey session = StsClient.key(assume("adminrole", "SourceIdentity", "svc-1"));

    HttpResponse<String> chained = client.call(session, StsClient.assume("chained"));

    assertThat(StsClient.code(chained)).isEqualTo("200 OK");
    assertThat(StsClient.body(chained).getString("SourceIdentity")).isEqualTo("svc-1");
    assertThat(StsClient.code(client.call(TestCloud.KEY, StsClient.assume("chained"))))
        .isEqualTo("403 NoPermission");
  }

  @Test
  void session_hasTheRightsOfItsRoleAndItsPolicy() {
    AccessKey key = StsClient.key(assume("adminrole", "Policy", GET_ONLY));

    Rights rights = cloud.cloud().session(tokenOf(key)).orElseThrow().rights();

    assertThat(decide(rights, "oss:GetObject", "my-bucket/a")).isEqualTo(Verdict.ALLOWED);
    assertThat(decide(rights, "oss:PutObject", "my-bucket/a")).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(decide(rights, "oss:GetObject", "other/a")).isEqualTo(Verdict.NOT_ALLOWED);
  }

  @Test
  void acceptedForms_areGetPostQueryAndBody() {
    Map<String, String> parameters = StsClient.assume("adminrole");
    Map<String, String> all = client.common(TestCloud.KEY, parameters);
    all.put("SignatureMethod", "HMAC-SHA256");
    all.put("Signature", Signing.rpc(TestCloud.KEY, "POST", all));
    Map<String, String> get = client.common(TestCloud.KEY, parameters);
    get.put("Signature", Signing.rpc(TestCloud.KEY, "GET", get));

    assertThat(StsClient.code(client.send(form("/", Signing.query(all))))).isEqualTo("200 OK");
    assertThat(StsClient.code(client.send(client.post("/?" + Signing.query(get)).GET())))
        .isEqualTo("200 OK");
  }

  @Test
  void longPolicies_fitIntoTheRequestLine() {
    String padding = GET_ONLY.replace("my-bucket", "b".repeat(1900));

    assertThat(padding.length()).isBetween(1990, 2048);
    assertThat(StsClient.code(assume("adminrole", "Policy", padding))).isEqualTo("200 OK");
  }

  @Test
  void keys_canBeDisabledAddedAndRemoved_whileItRuns() {
    SandboxCloud state = cloud.cloud();
    AccessKey second = TestCloud.key("LTAI5tSecondKey");
    state.addKey(TestCloud.ACCOUNT, "alice", second);
    state.disableKey(TestCloud.KEY.id());

    assertThat(StsClient.code(assume("adminrole", "", "")))
        .isEqualTo("400 InvalidAccessKeyId.Inactive");
    assertThat(StsClient.code(client.call(second, identity()))).isEqualTo("200 OK");
    state.enableKey(TestCloud.KEY.id());
    assertThat(StsClient.code(assume("adminrole", "", ""))).isEqualTo("200 OK");
    state.removeKey(second.id());
    assertThat(StsClient.code(client.call(second, identity())))
        .isEqualTo("404 InvalidAccessKeyId.NotFound");
  }

  @Test
  void roles_canBeRemovedAndPutBack_whileItRuns() {
    RoleArn arn = new RoleArn(TestCloud.role("adminrole"));
    Role role = cloud.cloud().role(arn).orElseThrow();
    cloud.cloud().removeRole(arn);
    assertThat(StsClient.code(assume("adminrole", "", ""))).isEqualTo("404 EntityNotExist.Role");

    cloud.cloud().putRole(TestCloud.ACCOUNT, role);

    assertThat(StsClient.code(assume("adminrole", "", ""))).isEqualTo("200 OK");
  }

  @Test
  void calls_tellWhatHappened_andNoSecret() {
    AccessKey session = StsClient.key(assume("adminrole", "", ""));
    assume("missing", "", "");

    assertThat(cloud.cloud().calls())
        .extracting(StsCall::action, StsCall::roleArn, StsCall::sessionName, StsCall::outcome)
        .containsExactly(
            Tuple.tuple("AssumeRole", TestCloud.role("adminrole"), "alice@x", "OK"),
            Tuple.tuple("AssumeRole", TestCloud.role("missing"), "alice@x", "EntityNotExist.Role"));
    assertThat(cloud.cloud().outcomes()).isEqualTo(Map.of("OK", 1L, "EntityNotExist.Role", 1L));
    assertThat(cloud.cloud().calls().toString() + cloud.cloud().session(tokenOf(session)))
        .doesNotContain("emulatorSecret", "SANDBOX", session.secret().reveal());
  }

  @Test
  void close_refusesConnections_andStartKeepsPortAndState() {
    int port = cloud.sandbox().stsPort();
    AccessKey session = StsClient.key(assume("adminrole", "", ""));
    TestCloud.await(cloud.sandbox().close());
    assertThatThrownBy(() -> assume("adminrole", "", ""))
        .isInstanceOf(StsClient.BrokenConnection.class);

    TestCloud.await(cloud.sandbox().start());

    assertThat(cloud.sandbox().stsPort()).isEqualTo(port);
    assertThat(StsClient.code(client.call(session, identity()))).isEqualTo("200 OK");
  }

  @Test
  void chainedSessions_areLimited_whenTheSwitchIsOn() {
    try (TestCloud limited =
        new TestCloud(TestCloud.settings().put("chainedSessionLimit", "15m"), clock)) {
      StsClient other = new StsClient(limited.sandbox().stsPort(), clock);
      AccessKey session = StsClient.key(other.call(TestCloud.KEY, StsClient.assume("adminrole")));
      Map<String, String> chained = StsClient.assume("chained");

      assertThat(StsClient.code(other.call(session, chained)))
          .isEqualTo("400 InvalidParameter.DurationSeconds");
      chained.put("DurationSeconds", "900");
      assertThat(StsClient.code(other.call(session, chained))).isEqualTo("200 OK");
    }
  }

  @Test
  void expiredSessions_areKnownForAnHour() {
    AccessKey session = StsClient.key(assume("adminrole", "DurationSeconds", "900"));
    clock.advance(Duration.ofMinutes(15));
    assertThat(StsClient.code(client.call(session, identity())))
        .isEqualTo("400 InvalidSecurityToken.Expired");

    clock.advance(Duration.ofMinutes(61));
    assume("adminrole", "", "");

    assertThat(StsClient.code(client.call(session, identity())))
        .isEqualTo("404 InvalidAccessKeyId.NotFound");
  }

  private HttpRequest.Builder form(String target, String body) {
    return client
        .post(target)
        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> assume(String role, String name, String value) {
    Map<String, String> parameters = StsClient.assume(role);
    parameters.put(name, value);
    return client.call(TestCloud.KEY, parameters);
  }

  private static Map<String, String> identity() {
    return Map.of("Action", "GetCallerIdentity");
  }

  private static Verdict decide(Rights rights, String action, String object) {
    return rights.decide(
        new AccessRequest(action, "acs:oss:*:" + TestCloud.ACCOUNT + ":" + object, Map.of()));
  }

  private static Secret tokenOf(AccessKey key) {
    return Objects.requireNonNull(key.securityToken());
  }
}
