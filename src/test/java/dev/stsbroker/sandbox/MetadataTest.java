package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.metadata.SandboxMetadata;
import dev.stsbroker.sandbox.metadata.SandboxMetadata.HttpTokens;
import dev.stsbroker.sandbox.metadata.SandboxMetadata.MetadataCall;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetadataTest {
  private static final String LIST = "/latest/meta-data/ram/security-credentials/";
  private static final String NODE = LIST + "node";
  private static final String TOKEN = "X-aliyun-ecs-metadata-token";
  private static final String LIFE = TOKEN + "-ttl-seconds";

  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(TestCloud.keylessSettings(), clock);
  private final SandboxMetadata metadata = cloud.sandbox().metadata().orElseThrow();
  private final StsClient client = new StsClient(metadata.port(), clock);

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void credentials_lookLikeTheRealOnes() {
    HttpResponse<String> list = get(LIST);
    HttpResponse<String> credentials = get(NODE);
    JsonObject body = StsClient.body(credentials);

    assertThat(list.statusCode() + list.body()).isEqualTo("200node");
    assertThat(list.headers().firstValue("Content-Type")).contains("text/plain");
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder(
            "AccessKeyId", "AccessKeySecret", "Expiration", "SecurityToken", "LastUpdated", "Code");
    assertThat(body.getString("Code")).isEqualTo("Success");
    assertThat(body.getString("LastUpdated")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(body.getString("Expiration")).isEqualTo("2026-01-02T09:04:05Z");
    assertThat(credentials.headers().firstValue("Content-Length")).isPresent();
  }

  @Test
  void credentials_areASessionOfTheInstanceRole() {
    StsClient sts = new StsClient(cloud.sandbox().stsPort(), clock);
    AccessKey key = key(get(NODE));

    JsonObject identity = StsClient.body(sts.call(key, Map.of("Action", "GetCallerIdentity")));

    assertThat(identity.getString("Arn"))
        .isEqualTo("acs:ram::1234567890123456:assumed-role/node/i-sandbox00000000000");
    assertThat(StsClient.code(sts.call(key, StsClient.assume("adminrole")))).isEqualTo("200 OK");
    assertThat(StsClient.code(sts.call(TestCloud.KEY, StsClient.assume("node"))))
        .isEqualTo("403 NoPermission");
  }

  @Test
  void credentials_areRenewedHalfAnHourBeforeTheirEnd_andBothWork() {
    StsClient sts = new StsClient(cloud.sandbox().stsPort(), clock);
    AccessKey first = key(get(NODE));
    clock.advance(Duration.ofMinutes(330).minusSeconds(1));
    assertThat(key(get(NODE))).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    HttpResponse<String> renewed = get(NODE);
    AccessKey second = key(renewed);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(StsClient.body(renewed).getString("LastUpdated")).isEqualTo("2026-01-02T08:34:05Z");
    assertThat(key(get(NODE))).isEqualTo(second);
    Map<String, String> identity = Map.of("Action", "GetCallerIdentity");
    assertThat(StsClient.code(sts.call(first, identity))).isEqualTo("200 OK");
    assertThat(StsClient.code(sts.call(second, identity))).isEqualTo("200 OK");
    clock.advance(Duration.ofMinutes(30));
    assertThat(StsClient.code(sts.call(first, identity)))
        .isEqualTo("400 InvalidSecurityToken.Expired");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/ram/security-credentials",
        "/latest/meta-data/Ram/security-credentials/",
        "/latest/meta-data/ram/security-credentials/?"
      })
  void list_isFound_asClientsSpellIt(String path) {
    assertThat(get(path).body()).isEqualTo("node");
  }

  @ParameterizedTest
  @CsvSource({
    "21600,200",
    "1,200",
    "0,400",
    "21601,400",
    "-1,400",
    "1h,400",
    "'',400",
    "99999999999999999999,400"
  })
  void token_isGiven_forOneSecondToSixHours(String life, int status) {
    assertThat(put(life).statusCode()).isEqualTo(status);
  }

  @Test
  void token_isRefused_withoutLife_andThroughAProxy() {
    HttpRequest.Builder bare = client.post("/latest/api/token").PUT(BodyPublishers.noBody());
    HttpRequest.Builder proxied =
        bare.copy().header(LIFE, "60").header("X-Forwarded-For", "1.1.1.1");

    assertThat(client.send(bare).statusCode()).isEqualTo(400);
    assertThat(client.send(bare).body()).contains("Missing or Invalid Parameters");
    assertThat(client.send(proxied).statusCode()).isEqualTo(403);
    assertThat(get("/latest/api/token").statusCode()).isEqualTo(405);
  }

  @Test
  void requests_pass_withAGoodTokenUntilItEnds() {
    String token = put("60").body();

    assertThat(get(NODE, token).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(59));
    assertThat(get(NODE, token).statusCode()).isEqualTo(200);
    assertThat(get(LIST, "SANDBOX-9999999999-" + token.substring(token.length() - 64)).statusCode())
        .isEqualTo(401);
    assertThat(get(LIST, "nonsense").statusCode()).isEqualTo(401);
    clock.advance(Duration.ofSeconds(1));
    assertThat(get(NODE, token).statusCode()).isEqualTo(401);
  }

  @Test
  void requests_needAToken_inHardenedMode() {
    metadata.httpTokens(HttpTokens.REQUIRED);

    assertThat(get(NODE).statusCode()).isEqualTo(403);
    assertThat(get(LIST).statusCode()).isEqualTo(403);
    assertThat(get(NODE, put("60").body()).statusCode()).isEqualTo(200);
  }

  @Test
  void tokens_areUnknown_whenTheyAreSwitchedOff() {
    metadata.httpTokens(HttpTokens.UNSUPPORTED);

    assertThat(put("60").statusCode()).isEqualTo(404);
    assertThat(get(NODE).statusCode()).isEqualTo(200);
    assertThat(get(NODE, "nonsense").statusCode()).isEqualTo(200);
  }

  @Test
  void requests_areNotFound_whenNothingIsThere() {
    assertThat(get(LIST + "other").statusCode()).isEqualTo(404);
    assertThat(get(NODE + "/x").statusCode()).isEqualTo(404);
    assertThat(get("/latest/meta-data/instance-id").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(client.send(client.post(NODE)).statusCode()).isEqualTo(405);
  }

  @Test
  void roles_canBeDetachedAndAttached_whileItRuns() {
    metadata.detach();
    assertThat(get(LIST).statusCode()).isEqualTo(404);
    assertThat(get(NODE).statusCode()).isEqualTo(404);
    assertThat(get("/credentials-uri").statusCode()).isEqualTo(404);
    metadata.attach(new RoleArn(TestCloud.role("adminrole")));
    assertThat(get(LIST).body()).isEqualTo("adminrole");
    assertThat(get(LIST + "adminrole").body()).contains("does not trust you");
    metadata.attach(new RoleArn(TestCloud.role("node")));
    assertThat(get(NODE).statusCode()).isEqualTo(200);
    cloud.cloud().removeRole(new RoleArn(TestCloud.role("node")));
    metadata.attach(new RoleArn(TestCloud.role("node")));
    assertThat(get(NODE).statusCode()).isEqualTo(404);
  }

  @Test
  void credentialsUri_answersWithTheSameCredentials() {
    AccessKey key = key(get("/credentials-uri"));
    metadata.httpTokens(HttpTokens.REQUIRED);

    assertThat(key(get("/credentials-uri"))).isEqualTo(key);
    assertThat(key(get(NODE, put("60").body()))).isEqualTo(key);
  }

  @Test
  void faults_areItsOwn() {
    metadata.faults().next(Fault.internalError()).next(Fault.resetMidBody()).next(Fault.garbage());
    metadata.faults().next(Fault.missingField("SecurityToken")).next(Fault.missingField("Code"));
    metadata.faults().next(Fault.expiration("tomorrow"));

    assertThat(get(NODE).statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> get(NODE)).isInstanceOf(StsClient.BrokenConnection.class);
    assertThat(get(NODE).body()).startsWith("{\"Credentials\":<");
    assertThat(StsClient.body(get(NODE)).containsKey("SecurityToken")).isFalse();
    assertThat(get(LIST).body()).isEqualTo("node");
    assertThat(StsClient.body(get(NODE)).getString("Expiration")).isEqualTo("tomorrow");
    assertThat(cloud.cloud().calls()).isEmpty();
    assertThat(metadata.calls())
        .extracting(MetadataCall::fault)
        .containsExactly(
            "internal-error",
            "reset-mid-body",
            "garbage",
            "missing-field",
            "missing-field",
            "expiration");
  }

  @Test
  void lifetime_ofAFault_givesShortCredentials() {
    metadata.faults().next(Fault.lifetime(Duration.ofMinutes(10)));

    assertThat(StsClient.body(get(NODE)).getString("Expiration")).isEqualTo("2026-01-02T03:14:05Z");
    assertThat(StsClient.body(get(NODE)).getString("Expiration")).isEqualTo("2026-01-02T09:04:05Z");
  }

  @Test
  void hang_answers_whenReleased() throws Exception {
    metadata.faults().next(Fault.hang());
    CompletableFuture<HttpResponse<String>> hanging =
        CompletableFuture.supplyAsync(() -> get(NODE));
    while (metadata.faults().hanging() != 1) {
      Thread.onSpinWait();
    }

    assertThat(get(NODE).statusCode()).isEqualTo(200);
    assertThat(metadata.faults().release()).isEqualTo(1);
    assertThat(hanging.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void calls_tellWhatWasAsked_andNoSecret() {
    String token = put("60").body();
    get(NODE, token);
    get(LIST);

    assertThat(metadata.calls())
        .extracting(
            MetadataCall::method, MetadataCall::path, MetadataCall::withToken, MetadataCall::status)
        .containsExactly(
            Tuple.tuple("PUT", "/latest/api/token", false, 200),
            Tuple.tuple("GET", NODE, true, 200),
            Tuple.tuple("GET", LIST, false, 200));
    assertThat(metadata.calls().toString()).doesNotContain(token, "SANDBOX");
  }

  @Test
  void close_refusesConnections_andStartKeepsPortAndCredentials() {
    AccessKey key = key(get(NODE));
    int port = metadata.port();
    TestCloud.await(metadata.close());
    assertThatThrownBy(() -> get(NODE)).isInstanceOf(StsClient.BrokenConnection.class);
    TestCloud.await(metadata.start());

    assertThat(metadata.port()).isEqualTo(port);
    assertThat(key(get(NODE))).isEqualTo(key);
  }

  @Test
  void sandbox_startsNothing_whenOnePortIsTaken() {
    JsonObject settings =
        TestCloud.keylessSettings().put("metadata", "127.0.0.1:" + metadata.port());
    Vertx vertx = Vertx.vertx();
    Sandbox second = new Sandbox(vertx, SandboxSettings.parse(settings), clock);

    assertThatThrownBy(() -> TestCloud.await(second.start()))
        .hasStackTraceContaining("BindException");
    StsClient sts = new StsClient(second.stsPort(), clock);
    assertThatThrownBy(() -> sts.call(TestCloud.KEY, StsClient.assume("adminrole")))
        .isInstanceOf(StsClient.BrokenConnection.class);
    TestCloud.await(vertx.close());
  }

  private HttpResponse<String> put(String life) {
    return client.send(
        client.post("/latest/api/token").header(LIFE, life).PUT(BodyPublishers.noBody()));
  }

  private HttpResponse<String> get(String path) {
    return client.send(client.post(path).GET());
  }

  private HttpResponse<String> get(String path, String token) {
    return client.send(client.post(path).header(TOKEN, token).GET());
  }

  private static AccessKey key(HttpResponse<String> response) {
    JsonObject body = StsClient.body(response);
    return new AccessKey(
        body.getString("AccessKeyId"),
        Secret.of(body.getString("AccessKeySecret")),
        Secret.of(body.getString("SecurityToken")));
  }
}
