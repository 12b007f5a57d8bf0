package dev.stsbroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.sandbox.account.OidcProvider;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsCall.TokenPlace;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.sandbox.sts.TokenIssuer;
import dev.stsbroker.testing.cloud.AdjustableClock;
import dev.stsbroker.testing.cloud.Signing;
import dev.stsbroker.testing.cloud.StsClient;
import dev.stsbroker.testing.cloud.TestCloud;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AssumeRoleWithOIDC over a socket. */
class OidcTest {
  private static final String SUBJECT = "system:serviceaccount:jobs:etl";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(TestCloud.keylessSettings(), clock);
  private final StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);
  private final TokenIssuer issuer = cloud.cloud().tokenIssuer(TestCloud.PROVIDER).orElseThrow();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void assumeRoleWithOidc_answersLikeTheRealOne() {
    HttpResponse<String> response = call(issuer.token(SUBJECT, LIFE), Map.of());
    JsonObject body = StsClient.body(response);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder("RequestId", "AssumedRoleUser", "Credentials", "OIDCTokenInfo");
    assertThat(body.getJsonObject("AssumedRoleUser").getString("Arn"))
        .isEqualTo(TestCloud.role("pod") + "/pod-1");
    assertThat(body.getJsonObject("Credentials").getString("Expiration"))
        .isEqualTo("2026-01-02T04:04:05Z");
    assertThat(body.getJsonObject("OIDCTokenInfo").getMap())
        .isEqualTo(
            Map.of(
                "Subject", SUBJECT,
                "Issuer", "https://oidc.example.com/c1",
                "ClientIds", "sts.aliyuncs.com",
                "ExpirationTime", "2026-01-02T03:14:05Z",
                "IssuanceTime", "2026-01-02T03:04:05Z",
                "VerificationInfo", "Success"));
  }

  @Test
  void session_isThatOfTheRole_narrowedByThePolicy_andOpensAnother() {
    String policy =
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"oss:Get*\","
            + "\"sts:AssumeRole\"],\"Resource\":\"*\"}]}";
    String token = issuer.token(SUBJECT, LIFE);
    AccessKey key = StsClient.key(call(token, Map.of("Policy", policy, "DurationSeconds", "900")));
    Session session =
        cloud.cloud().session(Objects.requireNonNull(key.securityToken())).orElseThrow();
    JsonObject identity = StsClient.body(client.call(key, Map.of("Action", "GetCallerIdentity")));

    assertThat(session.expiresAt()).isEqualTo("2026-01-02T03:19:05Z");
    assertThat(decide(session, "oss:GetObject")).isEqualTo(Verdict.ALLOWED);
    assertThat(decide(session, "oss:PutObject")).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(identity.getString("Arn"))
        .isEqualTo("acs:ram::1234567890123456:assumed-role/pod/pod-1");
    assertThat(StsClient.code(client.call(key, StsClient.assume("adminrole")))).isEqualTo("200 OK");
  }

  @Test
  void calls_tellWhereTheTokenWas_andNothingOfIt() {
    String token = issuer.token(SUBJECT, LIFE);
    Map<String, String> inUrl = new TreeMap<>(Map.of("OIDCToken", token));
    inUrl.putAll(parameters());
    inUrl.putAll(
        Map.of("SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0", "SignatureNonce", "x"));
    var request = client.post("/?" + Signing.query(inUrl)).header("SignatureNonce", "x");

    assertThat(StsClient.code(client.send(request))).isEqualTo("200 OK");
    assertThat(StsClient.code(call(token, Map.of()))).isEqualTo("200 OK");
    client.call(TestCloud.KEY, StsClient.assume("adminrole"));

    assertThat(cloud.cloud().calls())
        .extracting(StsCall::action, StsCall::sessionName, StsCall::oidcToken, StsCall::outcome)
        .containsExactly(
            Tuple.tuple("AssumeRoleWithOIDC", "pod-1", TokenPlace.URL, "OK"),
            Tuple.tuple("AssumeRoleWithOIDC", "pod-1", TokenPlace.BODY, "OK"),
            Tuple.tuple("AssumeRole", "alice@x", TokenPlace.NONE, "OK"));
    assertThat(cloud.cloud().calls().toString()).doesNotContain(token.substring(0, 20));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void token_isRefused_whenItIs(String what, String outcome) {
    assertThat(StsClient.code(call(token(what), Map.of()))).isEqualTo(outcome);
  }

  static List<Arguments> badTokens() {
    return List.of(
        Arguments.of("good", "200 OK"),
        Arguments.of("expired", "401 AuthenticationFail.OIDCToken.Expired"),
        Arguments.of("ending now", "401 AuthenticationFail.OIDCToken.Expired"),
        Arguments.of("of the future", "401 AuthenticationFail.OIDCToken.Invalid"),
        Arguments.of("for another audience", "401 AuthenticationFail.OIDCToken.AudienceNotMatch"),
        Arguments.of("of another issuer", "401 AuthenticationFail.OIDCToken.IssuerNotMatch"),
        Arguments.of("of another subject", "401 AuthenticationFail.NoPermission"),
        Arguments.of("signed by another", "401 AuthenticationFail.OIDCToken.Invalid"),
        Arguments.of("of another's claims", "401 AuthenticationFail.OIDCToken.Invalid"),
        Arguments.of("unsigned", "401 AuthenticationFail.OIDCToken.Invalid"),
        Arguments.of("of no subject", "401 AuthenticationFail.OIDCToken.Invalid"),
        Arguments.of("no token", "401 AuthenticationFail.OIDCToken.Invalid"));
  }

  private String token(String what) {
    String good = issuer.token(SUBJECT, LIFE);
    String[] parts = good.split("\\.", -1);
    return switch (what) {
      case "expired" -> issuer.token(SUBJECT, LIFE.negated());
      case "ending now" -> issuer.token(SUBJECT, Duration.ZERO);
      case "of the future" -> issuer.withSkew(Duration.ofMinutes(1)).token(SUBJECT, LIFE);
      case "for another audience" -> issuer.withAudience("kubernetes").token(SUBJECT, LIFE);
      case "of another issuer" -> issuer.withIssuer("https://other").token(SUBJECT, LIFE);
      case "of another subject" -> issuer.token("system:serviceaccount:else:etl", LIFE);
      case "signed by another" -> issuer.withStrangeKey().token(SUBJECT, LIFE);
      case "of another's claims" ->
          parts[0] + "." + issuer.token(SUBJECT + "2", LIFE).split("\\.", -1)[1] + "." + parts[2];
      case "unsigned" -> base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
      case "of no subject" -> parts[0] + "." + base64("{\"iss\":1}") + "." + parts[2];
      case "no token" -> "nonsense";
      default -> good;
    };
  }

  @Test
  void token_isGood_untilItEnds() {
    String token = issuer.token(SUBJECT, LIFE);
    clock.advance(LIFE.minusSeconds(1));
    assertThat(StsClient.code(call(token, Map.of()))).isEqualTo("200 OK");
    clock.advance(Duration.ofSeconds(1));
    assertThat(StsClient.code(call(token, Map.of())))
        .isEqualTo("401 AuthenticationFail.OIDCToken.Expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OIDCProviderArn | ``                                           | 400 MissingOIDCProviderArn
          OIDCProviderArn | ack-rrsa-test                                | 400 InvalidParameter.OIDCProviderArn
          OIDCProviderArn | acs:ram::1234567890123456:oidc-provider/none | 401 AuthenticationFail.NoPermission
          OIDCToken       | ``                                           | 400 MissingOIDCToken
          OIDCToken       | abc                                          | 400 InvalidParameter.OIDCToken
          RoleArn         | ``                                           | 400 MissingRoleArn
          RoleArn         | pod                                          | 400 InvalidParameter.RoleArn
          RoleArn         | acs:ram::1234567890123456:role/nobody        | 404 EntityNotExist.Role
          RoleArn         | acs:ram::1234567890123456:role/adminrole     | 401 AuthenticationFail.NoPermission
          RoleSessionName | ``                                           | 400 MissingRoleSessionName
          RoleSessionName | a b                                          | 400 InvalidParameter.RoleSessionName
          DurationSeconds | 3601                                         | 400 InvalidParameter.DurationSeconds
          Policy          | {}                                           | 400 InvalidParameter.PolicyGrammar
          ExternalId      | ?                                            | 200 OK
          """)
  void assumeRoleWithOidc_isRefused_whenAParameterIsWrong(
      String name, String value, String outcome) {
    String wrong = value.equals("``") ? "" : value;
    assertThat(StsClient.code(call(issuer.token(SUBJECT, LIFE), Map.of(name, wrong))))
        .isEqualTo(outcome);
  }

  @Test
  void token_isRefused_whenItIsTooLong() {
    assertThat(StsClient.code(call("x".repeat(20_001), Map.of())))
        .isEqualTo("400 InvalidParameter.OIDCToken");
  }

  @Test
  void providers_canBeRemovedAndReplaced_whileItRuns() {
    SandboxCloud state = cloud.cloud();
    String old = issuer.token(SUBJECT, LIFE);
    state.removeProvider(TestCloud.PROVIDER);
    assertThat(StsClient.body(call(old, Map.of())).getString("Message"))
        .isEqualTo("No such OIDC Provider registered.");
    OidcProvider renewed =
        new OidcProvider(
            "ack-rrsa-test", "https://oidc.example.com/c1", List.of("sts.aliyuncs.com"));
    state.putProvider(TestCloud.ACCOUNT, renewed);
    TokenIssuer next = state.tokenIssuer(TestCloud.PROVIDER).orElseThrow();

    assertThat(StsClient.code(call(old, Map.of())))
        .isEqualTo("401 AuthenticationFail.OIDCToken.Invalid");
    assertThat(StsClient.code(call(next.token(SUBJECT, LIFE), Map.of()))).isEqualTo("200 OK");
  }

  @Test
  void otherActions_areNotAnonymous() {
    Map<String, String> parameters = new TreeMap<>(parameters());
    parameters.put("Action", "AssumeRole");
    parameters.put("RoleArn", new RoleArn(TestCloud.role("adminrole")).value());

    assertThat(StsClient.code(client.send(client.post("/?" + Signing.query(parameters)))))
        .isEqualTo("400 MissingAccessKeyId");
  }

  /** As the broker sends it: what is secret in the body. */
  private HttpResponse<String> call(String token, Map<String, String> changes) {
    Map<String, String> form = new TreeMap<>(parameters());
    form.put("OIDCToken", token);
    form.putAll(changes);
    Map<String, String> query = new TreeMap<>();
    List.of("Action", "Version", "Format", "Timestamp")
        .forEach(name -> query.put(name, Objects.requireNonNull(form.remove(name))));
    return client.send(
        client
            .post("/?" + Signing.query(query))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Signing.query(form))));
  }

  private static Map<String, String> parameters() {
    return Map.of(
        "Action", "AssumeRoleWithOIDC",
        "Version", "2015-04-01",
        "Format", "JSON",
        "Timestamp", "2026-01-02T03:04:05Z",
        "OIDCProviderArn", TestCloud.PROVIDER,
        "RoleArn", TestCloud.role("pod"),
        "RoleSessionName", "pod-1");
  }

  private static Verdict decide(Session session, String action) {
    String resource = "acs:oss:*:" + TestCloud.ACCOUNT + ":my-bucket/a";
    return session.rights().decide(new AccessRequest(action, resource, Map.of()));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
