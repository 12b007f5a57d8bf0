package dev.stsbroker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.SandboxOss.OssCall;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.OssSigner;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OSS over sockets: what it refuses, and with which code. */
class OssTest {
  private static final String PATH = "/lake/a.txt";

  private final AdjustableClock clock = new AdjustableClock();
  private TestCloud cloud;
  private OssSigner client;
  private AccessKey session;

  @BeforeEach
  void start() {
    cloud = new TestCloud(settings(), clock);
    client = new OssSigner(oss().port());
    session = open();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private static JsonObject settings() {
    JsonObject settings =
        TestCloud.settings().put("oss", "127.0.0.1:0").put("ossCapacity", "64MiB");
    JsonObject lake =
        new JsonObject().put("name", "lake").put("objects", new JsonObject().put("a.txt", "text"));
    JsonObject away = new JsonObject().put("name", "away").put("region", "cn-beijing");
    JsonObject foreign = new JsonObject().put("name", "foreign");
    JsonArray accounts = settings.getJsonArray("accounts");
    accounts.getJsonObject(0).put("buckets", new JsonArray().add(lake).add(away));
    accounts.add(
        new JsonObject().put("id", "9999999999").put("buckets", new JsonArray().add(foreign)));
    return settings;
  }

  private SandboxOss oss() {
    return cloud.sandbox().oss().orElseThrow();
  }

  private AccessKey open() {
    StsClient sts = new StsClient(cloud.sandbox().stsPort(), clock);
    return StsClient.key(sts.call(TestCloud.KEY, StsClient.assume("adminrole")));
  }

  private Map<String, String> signed(AccessKey key) {
    return OssSigner.headers(key, "GET", PATH, clock.instant());
  }

  private String get(Map<String, String> headers) {
    return OssSigner.code(client.send("GET", PATH, headers));
  }

  private static AccessKey withToken(AccessKey key, AccessKey other) {
    return new AccessKey(key.id(), key.secret(), other.securityToken());
  }

  @Test
  void session_reads_withItsKeyAndToken() {
    HttpResponse<String> answer = client.send("GET", PATH, signed(session));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("text");
    assertThat(answer.headers().firstValue("x-oss-request-id")).isPresent();
    assertThat(answer.headers().firstValue("x-oss-hash-crc64ecma")).isPresent();
    assertThat(oss().calls())
        .containsExactly(new OssCall(clock.instant(), "oss:GetObject", PATH, 200, StsCall.OK, ""));
  }

  @Test
  void signature_isRefused_whenAnythingSignedIsChanged() {
    Map<String, String> otherSecret =
        signed(new AccessKey(session.id(), Secret.of("other"), session.securityToken()));
    Map<String, String> added = signed(session);
    added.put("x-oss-meta-late", "1");

    assertThat(get(otherSecret)).isEqualTo("403 SignatureDoesNotMatch");
    assertThat(get(added)).isEqualTo("403 SignatureDoesNotMatch");
    assertThat(OssSigner.code(client.send("GET", "/lake/b.txt", signed(session))))
        .isEqualTo("403 SignatureDoesNotMatch");
    assertThat(OssSigner.code(client.send("GET", PATH + "?acl", signed(session))))
        .isEqualTo("403 SignatureDoesNotMatch");
    assertThat(client.send("GET", PATH, added).body())
        .contains("<StringToSign>GET\n", "<EC>0002-00000040</EC>", "<SignatureProvided>");
  }

  @Test
  void date_isRefused_whenItIsStaleEarlyOrMissing() {
    Map<String, String> stale = signed(session);
    Map<String, String> none = signed(session);
    none.remove("x-oss-date");
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));

    assertThat(get(stale)).isEqualTo("403 RequestTimeTooSkewed");
    assertThat(get(none)).isEqualTo("403 AccessDenied");
    clock.advance(Duration.ofMinutes(-31));
    assertThat(get(stale)).isEqualTo("403 RequestTimeTooSkewed");
    clock.advance(Duration.ofMinutes(1));
    assertThat(get(stale)).isEqualTo("200 OK");
  }

  @Test
  void token_isRefused_whenItEndedIsForeignTamperedOrMissing() {
    AccessKey tampered =
        new AccessKey(session.id(), session.secret(), Secret.of("SANDBOXtampered"));
    AccessKey bare = new AccessKey(session.id(), session.secret(), null);

    assertThat(get(signed(withToken(session, open()))))
        .isEqualTo("403 AccessKeyIdAndSecurityTokenNotMatch");
    assertThat(get(signed(tampered))).isEqualTo("403 InvalidSecurityToken");
    assertThat(get(signed(bare))).isEqualTo("403 InvalidAccessKeyId");
    assertThat(get(signed(withToken(TestCloud.KEY, session))))
        .isEqualTo("403 AccessKeyIdAndSecurityTokenNotMatch");
    clock.advance(Duration.ofHours(1));
    HttpResponse<String> ended = client.send("GET", PATH, signed(session));
    assertThat(OssSigner.code(ended)).isEqualTo("403 SecurityTokenExpired");
    assertThat(ended.body()).contains("The security token you provided has expired.");
    assertThat(ended.headers().firstValue("x-oss-ec")).contains("0002-00000007");
  }

  @Test
  void key_isRefused_whenItIsUnknownDisabledOrPowerless() {
    assertThat(get(signed(TestCloud.key("LTAI5tNobody")))).isEqualTo("403 InvalidAccessKeyId");
    assertThat(get(signed(TestCloud.DISABLED))).isEqualTo("403 InvalidAccessKeyId");
    HttpResponse<String> powerless = client.send("GET", PATH, signed(TestCloud.POWERLESS));
    assertThat(OssSigner.code(powerless)).isEqualTo("403 AccessDenied");
    assertThat(powerless.body()).contains("because of bucket acl");
  }

  @Test
  void request_isRefused_whenItSaysNothingOrTooMuch() {
    Map<String, String> strange = signed(session);
    strange.put("Authorization", "Bearer x");
    Map<String, String> malformed = signed(session);
    malformed.put("Authorization", "OSS4-HMAC-SHA256 Credential=x,Signature=y");

    assertThat(get(Map.of())).isEqualTo("403 AccessDenied");
    assertThat(get(strange)).isEqualTo("400 InvalidArgument");
    assertThat(get(malformed)).isEqualTo("400 InvalidArgument");
    assertThat(OssSigner.code(client.send("GET", PATH + "?Signature=x", signed(session))))
        .isEqualTo("400 InvalidArgument");
  }

  @Test
  void link_isGood_untilItEnds() {
    String link = link(clock.instant().getEpochSecond() + 60);

    assertThat(client.send("GET", link, Map.of()).body()).isEqualTo("text");
    clock.advance(Duration.ofMinutes(2));
    HttpResponse<String> late = client.send("GET", link, Map.of());
    assertThat(OssSigner.code(late)).isEqualTo("403 AccessDenied");
    assertThat(late.body()).contains("Request has expired.");
  }

  @Test
  void link_endsWithItsToken() {
    String link = link(clock.instant().plus(Duration.ofDays(1)).getEpochSecond());
    clock.advance(Duration.ofHours(1));

    assertThat(OssSigner.code(client.send("GET", link, Map.of())))
        .isEqualTo("403 SecurityTokenExpired");
  }

  private String link(long expires) {
    Secret secret = session.securityToken();
    String token = secret == null ? "" : secret.reveal();
    String text = "GET\n\n\n" + expires + "\n" + PATH + "?security-token=" + token;
    Map<String, String> query =
        new TreeMap<>(
            Map.of(
                "OSSAccessKeyId", session.id(),
                "Expires", Long.toString(expires),
                "Signature", OssSigner.sign(session, text),
                "security-token", token));
    StringBuilder link = new StringBuilder(PATH + "?");
    query.forEach(
        (name, value) ->
            link.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&'));
    return link.toString();
  }

  @Test
  void bucket_isRefused_whenItIsMissingForeignOrElsewhere() {
    assertThat(bucket("none")).isEqualTo("404 NoSuchBucket");
    assertThat(bucket("foreign")).isEqualTo("403 AccessDenied");
    assertThat(bucket("away")).isEqualTo("404 NoSuchKey");
  }

  private String bucket(String name) {
    String resource = "/" + name + "/a.txt";
    Map<String, String> headers = OssSigner.headers(session, "GET", resource, clock.instant());
    return OssSigner.code(client.send("GET", resource, headers));
  }

  @Test
  void answer_carriesTheHeadersTheLinkAsksFor_andNoOthers() {
    assertThat(override("text/x-mine").headers().firstValue("Content-Type"))
        .contains("text/x-mine");
    assertThat(OssSigner.code(override("text/plain\r\nX-Mine: 1")))
        .isEqualTo("400 InvalidArgument");
  }

  private HttpResponse<String> override(String type) {
    String resource = PATH + "?response-content-type=";
    String target = resource + URLEncoder.encode(type, UTF_8).replace("+", "%20");
    Map<String, String> headers =
        OssSigner.headers(session, "GET", resource + type, clock.instant());
    return client.send("GET", target, headers);
  }

  @Test
  void operation_isRefused_whenThisOssDoesNotHaveIt() {
    String resource = "/lake/?inventory";
    Map<String, String> headers = OssSigner.headers(session, "GET", resource, clock.instant());

    HttpResponse<String> answer = client.send("GET", resource, headers);

    assertThat(OssSigner.code(answer)).isEqualTo("501 NotImplemented");
    assertThat(answer.body()).contains("The sandbox's OSS does not have this: GET ?inventory");
  }

  @Test
  void head_carriesItsErrorInAHeader() {
    HttpResponse<String> answer =
        client.send(
            "HEAD",
            "/lake/none",
            OssSigner.headers(session, "HEAD", "/lake/none", clock.instant()));

    assertThat(answer.statusCode()).isEqualTo(404);
    String error = answer.headers().firstValue("x-oss-err").orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(error), UTF_8))
        .contains("<Code>NoSuchKey</Code>");
  }

  @Test
  void body_isRefused_whenItIsTooLarge() {
    oss().put("lake", "before", Buffer.buffer(new byte[48 * 1024 * 1024]));
    String body = "x".repeat(16 * 1024 * 1024 + 1);
    Map<String, String> headers = OssSigner.headers(session, "PUT", "/lake/big", clock.instant());

    assertThat(OssSigner.code(client.send("PUT", "/lake/big", headers, body)))
        .isEqualTo("400 EntityTooLarge");
    assertThat(oss().content("lake", "big")).isEmpty();
  }

  @Test
  void store_isFull_beforeTheMachineIs() {
    Buffer large = Buffer.buffer(new byte[16 * 1024 * 1024 - 4096]);
    for (int i = 0; i < 4; i++) {
      oss().put("lake", "large-" + i, large);
    }
    assertThatThrownBy(() -> oss().put("lake", "one-more", large))
        .hasMessage("The sandbox is full: it keeps at most 64 MiB of objects.");
    oss().put("lake", "large-0", Buffer.buffer("small"));
    oss().put("lake", "one-more", large);
    assertThat(oss().content("lake", "one-more")).isPresent();
  }

  @Test
  void faults_happenHereAndAreNotThoseOfSts() {
    oss().faults().next(Fault.unavailable()).next(Fault.resetMidBody());

    assertThat(get(signed(session))).isEqualTo("503 ServiceUnavailable");
    assertThatThrownBy(() -> get(signed(session))).isInstanceOf(StsClient.BrokenConnection.class);
    assertThat(get(signed(session))).isEqualTo("200 OK");
    oss().faults().next(Fault.skew(Duration.ofMinutes(20)));
    assertThat(get(signed(session))).isEqualTo("403 RequestTimeTooSkewed");
    open();
  }

  @Test
  void objects_stay_whenItIsClosedAndStartedAgain() throws Exception {
    oss().close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThatThrownBy(() -> get(signed(session))).isInstanceOf(StsClient.BrokenConnection.class);
    oss().start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);

    assertThat(get(signed(session))).isEqualTo("200 OK");
  }
}
