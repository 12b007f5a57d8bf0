package dev.stsbroker.sandbox.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.fault.Fault;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error that STS can give, provoked by a request that deserves it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StsErrorTest {
  private static final String ALLOW_ALL =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final AdjustableClock clock = new AdjustableClock();
  private final TestCloud cloud = new TestCloud(clock);
  private final StsClient client = new StsClient(cloud.sandbox().stsPort(), clock);

  @AfterAll
  void close() {
    cloud.close();
  }

  /** A parameter of an AssumeRole that is otherwise right; an empty value takes it away. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Action           | ``                            | 400 MissingAction
          Action           | AssumeRoleWithSAML            | 404 InvalidApi.NotFound
          Version          | ``                            | 400 InvalidParameter
          Version          | 2014-05-26                    | 400 InvalidParameter
          AccessKeyId      | ``                            | 400 MissingAccessKeyId
          Timestamp        | ``                            | 400 MissingTimestamp
          SignatureNonce   | ``                            | 400 MissingSignatureNonce
          SignatureMethod  | ``                            | 400 MissingSignatureMethod
          SignatureVersion | ``                            | 400 MissingSignatureVersion
          SignatureVersion | 2.0                           | 400 InvalidParameter
          SignatureMethod  | HMAC-MD5                      | 400 InvalidSignatureMethod
          Signature        | AAAA                          | 400 SignatureDoesNotMatch
          Timestamp        | 2026-01-02 03:04:05           | 400 InvalidTimeStamp.Format
          Timestamp        | 2026-02-30T03:04:05Z          | 400 InvalidTimeStamp.Format
          Timestamp        | 2026-01-02T02:49:05Z          | 400 InvalidTimeStamp.Expired
          Timestamp        | 2026-01-02T03:19:06Z          | 400 InvalidTimeStamp.Expired
          Timestamp        | 2026-01-02T03:19:05Z          | 200 OK
          Timestamp        | 2026-01-02T02:49:06Z          | 200 OK
          AccessKeyId      | LTAI5tNobody                  | 404 InvalidAccessKeyId.NotFound
          AccessKeyId      | STS.nobody                    | 404 InvalidAccessKeyId.NotFound
          AccessKeyId      | LTAI5tDisabledKey             | 400 InvalidAccessKeyId.Inactive
          AccessKeyId      | LTAI5tPowerlessKey            | 403 NoPermission
          SecurityToken    | nobodys                       | 400 InvalidSecurityToken.Malformed
          RoleArn          | ``                            | 400 MissingRoleArn
          RoleArn          | acs:ram::1:role/x             | 400 InvalidParameter.RoleArn
          RoleArn          | acs:ram::1234567890123456:role/nobody | 404 EntityNotExist.Role
          RoleArn          | acs:ram::1234567890123456:role/partner | 403 NoPermission
          RoleSessionName  | ``                            | 400 MissingRoleSessionName
          RoleSessionName  | a                             | 400 InvalidParameter.RoleSessionName
          RoleSessionName  | a b                           | 400 InvalidParameter.RoleSessionName
          DurationSeconds  | 899                           | 400 InvalidParameter.DurationSeconds
          DurationSeconds  | 900                           | 200 OK
          DurationSeconds  | 3600                          | 200 OK
          DurationSeconds  | 3601                          | 400 InvalidParameter.DurationSeconds
          DurationSeconds  | 43201                         | 400 InvalidParameter.DurationSeconds
          DurationSeconds  | 1h                            | 400 InvalidParameter.DurationSeconds
          ExternalId       | x                             | 400 InvalidParameter.ExternalId
          ExternalId       | a b                           | 400 InvalidParameter.ExternalId
          SourceIdentity   | acs:me                        | 400 InvalidParameter.SourceIdentity
          SourceIdentity   | svc-1                         | 200 OK
          Policy           | {}                            | 400 InvalidParameter.PolicyGrammar
          Policy           | not JSON                      | 400 InvalidParameter.PolicyGrammar
          """)
  void assumeRole_isRefused_whenAParameterIsWrong(String name, String value, String outcome) {
    Map<String, String> parameters = StsClient.assume("adminrole");
    parameters.put(name, value);

    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"partner-42,200 OK", "partner-43,403 NoPermission"})
  void assumeRole_heedsTheExternalIdOfTheTrustPolicy(String externalId, String outcome) {
    Map<String, String> parameters = StsClient.assume("partner");
    parameters.put("ExternalId", externalId);

    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"43200,200 OK", "43201,400 InvalidParameter.DurationSeconds"})
  void assumeRole_heedsTheLongestSessionOfTheRole(String seconds, String outcome) {
    Map<String, String> parameters = StsClient.assume("long");
    parameters.put("DurationSeconds", seconds);

    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"2048,200 OK", "2049,400 InvalidParameter.PolicySize"})
  void assumeRole_countsThePolicysBytes(int size, String outcome) {
    Map<String, String> parameters = StsClient.assume("adminrole");
    parameters.put("Policy", ALLOW_ALL + " ".repeat(size - ALLOW_ALL.length()));

    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters))).isEqualTo(outcome);
  }

  @Test
  void nonce_isRefused_whenItWasUsedWithAGoodSignature() {
    Map<String, String> parameters = StsClient.assume("adminrole");
    parameters.put("SignatureNonce", "once");
    Map<String, String> forged = StsClient.assume("adminrole");
    forged.putAll(Map.of("SignatureNonce", "once", "Signature", "AAAA"));

    assertThat(StsClient.code(client.call(TestCloud.KEY, forged)))
        .isEqualTo("400 SignatureDoesNotMatch");
    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters))).isEqualTo("200 OK");
    assertThat(StsClient.code(client.call(TestCloud.KEY, parameters)))
        .isEqualTo("400 SignatureNonceUsed");
  }

  @Test
  void signature_isIncomplete_whenItIsMissing() {
    String query = Signing.query(client.common(TestCloud.KEY, StsClient.assume("adminrole")));

    assertThat(StsClient.code(client.send(client.post("/?" + query))))
        .isEqualTo("400 IncompleteSignature");
  }

  @Test
  void signatureDoesNotMatch_saysWhatTheServerWouldHaveSigned() {
    AccessKey wrong = new AccessKey(TestCloud.KEY.id(), Secret.of("wrong"), null);

    JsonObject body = StsClient.body(client.call(wrong, StsClient.assume("adminrole")));

    assertThat(body.getString("Message"))
        .startsWith("Specified signature is not matched with our calculation. server string to")
        .contains("sign is:POST&%2F&AccessKeyId%3DLTAI5tEmulatorKey%26Action%3DAssumeRole");
    assertThat(body.getString("HostId")).isEqualTo("127.0.0.1:" + cloud.sandbox().stsPort());
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder("RequestId", "HostId", "Code", "Message");
  }

  @ParameterizedTest
  @MethodSource("wrongTokens")
  void session_isRefused_whenItsTokenIsWrong(String which, String outcome) {
    AccessKey key = session();
    Secret token =
        switch (which) {
          case "none" -> null;
          case "another's" -> session().securityToken();
          case "nobody's" -> Secret.of("SANDBOXnobodys");
          default -> key.securityToken();
        };
    AccessKey presented = new AccessKey(key.id(), key.secret(), token);

    assertThat(StsClient.code(client.call(presented, Map.of("Action", "GetCallerIdentity"))))
        .isEqualTo(outcome);
  }

  static List<Arguments> wrongTokens() {
    return List.of(
        Arguments.of("its own", "200 OK"),
        Arguments.of("none", "400 MissingSecurityToken"),
        Arguments.of("another's", "400 InvalidSecurityToken.MismatchWithAccessKey"),
        Arguments.of("nobody's", "400 InvalidSecurityToken.Malformed"));
  }

  @Test
  void sourceIdentity_cannotBeChanged_inAChain() {
    Map<String, String> first = StsClient.assume("adminrole");
    first.put("SourceIdentity", "svc-1");
    AccessKey session = StsClient.key(client.call(TestCloud.KEY, first));
    Map<String, String> second = StsClient.assume("chained");
    second.put("SourceIdentity", "svc-2");

    assertThat(StsClient.code(client.call(session, second))).isEqualTo("403 NoPermission");
  }

  @Test
  void requests_areRefused_whenTheyAreNoneForSts() {
    List<String> outcomes = new ArrayList<>();
    outcomes.add(StsClient.code(client.send(client.post("/").PUT(BodyPublishers.noBody()))));
    outcomes.add(StsClient.code(client.send(client.post("/other"))));
    outcomes.add(StsClient.code(client.send(body("application/x-www-form-urlencoded", "a=%zz"))));
    outcomes.add(StsClient.code(client.send(client.post("/?a=1&a=2"))));
    outcomes.add(StsClient.code(client.send(body("text/plain", "a=1"))));
    String large = "a=" + "1".repeat(70_000);
    outcomes.add(StsClient.code(client.send(body("application/x-www-form-urlencoded", large))));

    assertThat(outcomes)
        .containsExactly(
            "403 UnsupportedHTTPMethod",
            "404 InvalidApi.NotFound",
            "400 InvalidParameter",
            "400 InvalidParameter",
            "400 InvalidParameter.ContentType",
            "413 RequestTooLarge");
  }

  @Test
  void scriptedRefusals_haveTheirCodes() {
    cloud.faults().next(Fault.throttle(Duration.ofSeconds(7))).next(Fault.internalError());
    cloud.faults().next(Fault.unavailable()).next(Fault.refuse(403, "Forbidden.RAM", "no", null));

    HttpResponse<String> throttled = client.call(TestCloud.KEY, StsClient.assume("adminrole"));

    assertThat(StsClient.code(throttled)).isEqualTo("400 Throttling.User");
    assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
    assertThat(nextCode()).isEqualTo("500 InternalError");
    assertThat(nextCode()).isEqualTo("503 ServiceUnavailable");
    assertThat(nextCode()).isEqualTo("403 Forbidden.RAM");
    assertThat(nextCode()).isEqualTo("200 OK");
  }

  private HttpRequest.Builder body(String contentType, String text) {
    return client.post("/").header("Content-Type", contentType).POST(BodyPublishers.ofString(text));
  }

  private String nextCode() {
    return StsClient.code(client.call(TestCloud.KEY, StsClient.assume("adminrole")));
  }

  private AccessKey session() {
    return StsClient.key(client.call(TestCloud.KEY, StsClient.assume("adminrole")));
  }
}
