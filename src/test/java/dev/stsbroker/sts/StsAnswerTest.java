package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.SessionCredentials;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsAnswerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.750Z");
  private static final String WHOLE =
      """
      {"RequestId":"R-1","AssumedRoleUser":{"Arn":"a","AssumedRoleId":"b"},"Credentials":{
       "SecurityToken":"token","Expiration":"2026-01-01T01:00:00Z",
       "AccessKeySecret":"secret","AccessKeyId":"STS.id"}}""";

  @ParameterizedTest
  @CsvSource({
    "2999-01-01T00:00:00Z, 2026-01-01T01:01:00Z",
    "2026-01-01T01:01:01Z, 2026-01-01T01:01:00Z",
    "2026-01-01T01:00:30Z, 2026-01-01T01:00:30Z",
    "2026-01-01T00:20:00Z, 2026-01-01T00:20:00Z"
  })
  void life_isNeverBelievedToBeLongerThanWasAsked_andAMinute(String said, String believed) {
    String body = WHOLE.replace("2026-01-01T01:00:00Z", said);
    assertThat(answer(200, body).credentials(NOW, Duration.ofHours(1)).expiresAt())
        .isEqualTo(believed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad\\r\\nX: y",
        "\\u001b[31mNoPermission",
        "No Permission",
        "\\u202eCode",
        "LONG"
      })
  void codeThatIsNone_reachesNoLogAndNoLabel(String code) {
    String said = code.replace("LONG", "x".repeat(50_000));
    CredentialException failure = failure(400, "{\"Code\":\"" + said + "\",\"Message\":\"m\"}");
    assertThat(failure.code()).isEqualTo("Http400");
    assertThat(failure.sentence()).isEqualTo("AssumeRole: Http400: HTTP 400 without an error code");
  }

  @Test
  void messageAndRequestId_arePrintable_andOneLine() {
    String body =
        "{\"Code\":\"NoPermission\",\"Message\":\"a\\r\\nb\\u001b[0m\\u202ec\\u2028d\",\"RequestId\":\"R\\n1\"}";
    CredentialException failure = failure(403, body);
    assertThat(failure.sentence()).endsWith("NoPermission: a b [0m c d");
    assertThat(failure.requestId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"token", "secret", "STS.id"})
  void credentialsThatNoHeaderCanHold_areNotServed(String part) {
    for (String bad : new String[] {"a b", "a\\r\\nb", "\\u00e9", "x".repeat(9000)}) {
      String body = WHOLE.replace("\"" + part + "\"", "\"" + bad + "\"");
      CredentialException failure =
          catchThrowableOfType(
              CredentialException.class,
              () -> answer(200, body).credentials(NOW, Duration.ofHours(1)));
      assertThat(failure.code()).as(bad).isEqualTo("BadAnswer");
    }
  }

  @Test
  void timeIsRefused_byItsCodesAlone() {
    assertThat(answer(400, "{\"Code\":\"InvalidTimeStamp.Expired\"}").refusesTime()).isTrue();
    assertThat(answer(400, "{\"Code\":\"InvalidTimeStamp.Format\"}").refusesTime()).isTrue();
    assertThat(answer(400, "{\"Code\":\"NoPermission\"}").refusesTime()).isFalse();
    assertThat(answer(400, "<html>").refusesTime()).isFalse();
    assertThat(answer(200, WHOLE).refusesTime()).isFalse();
  }

  @Test
  void credentials_areReadWhole() {
    SessionCredentials read = answer(200, WHOLE).credentials(NOW, Duration.ofHours(1));
    assertThat(read.accessKey().id()).isEqualTo("STS.id");
    assertThat(read.issuedAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(read.expiresAt()).isEqualTo("2026-01-01T01:00:00Z");
    assertThat(read.requestId()).isEqualTo("R-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "AccessKeyId":"STS.id"              | "AccessKeyId":""                | AccessKeyId is missing or empty
          "AccessKeySecret":"secret"          | "AccessKeySecret":null          | AccessKeySecret is missing or empty
          "SecurityToken":"token"             | "SecurityTocken":"token"        | SecurityToken is missing or empty
          "SecurityToken":"token"             | "SecurityToken":7               | SecurityToken is missing or empty
          "Credentials":                      | "Other":                        | it has no Credentials
          2026-01-01T01:00:00Z                | tomorrow                        | Expiration is no time
          2026-01-01T01:00:00Z                | 2025-12-31T23:00:00Z            | is past
          {"RequestId"                        | x{"RequestId"                   | no JSON object
          """)
  void notWhole_isUnavailable_andSaysWhat(String part, String instead, String said) {
    CredentialException failure = failure(200, WHOLE.replace(part, instead));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining(said).hasMessageStartingWith("AssumeRole: ");
  }

  @ParameterizedTest
  @CsvSource({
    "400, Throttling.User, THROTTLED",
    "400, Throttling, THROTTLED",
    "429, SomethingNew, THROTTLED",
    "500, InternalError, UNAVAILABLE",
    "503, ServiceUnavailable, UNAVAILABLE",
    "400, SignatureNonceUsed, UNAVAILABLE",
    "401, AuthenticationFail.OIDCToken.Expired, IDENTITY_BROKEN",
    "401, AuthenticationFail.OIDCToken.AudienceNotMatch, REFUSED",
    "401, AuthenticationFail.OIDCToken.IssuerConfigurationBroken, UNAVAILABLE",
    "403, NoPermission, REFUSED",
    "404, EntityNotExist.Role, REFUSED",
    "400, InvalidParameter.PolicySize, REFUSED",
    "400, InvalidTimeStamp.Expired, UNAVAILABLE",
    "404, InvalidAccessKeyId.NotFound, IDENTITY_BROKEN",
    "400, InvalidAccessKeyId.Inactive, IDENTITY_BROKEN",
    "400, SignatureDoesNotMatch, IDENTITY_BROKEN",
    "400, InvalidSecurityToken.Expired, IDENTITY_BROKEN",
    "403, Forbidden.AccessKeyDisabled, IDENTITY_BROKEN",
    "418, SomethingNew, REFUSED",
    "502, SomethingNew, UNAVAILABLE"
  })
  void errors_areClassifiedByCode(int status, String code, FailureKind kind) {
    CredentialException failure =
        failure(
            status, "{\"RequestId\":\"R-2\",\"Code\":\"%s\",\"Message\":\"m\"}".formatted(code));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.requestId()).isEqualTo("R-2");
  }

  @Test
  void signedText_isNotPassedOn() {
    String said =
        "Specified signature does not match; server string to sign is:POST&Policy%3Dplanted";
    CredentialException failure =
        failure(400, "{\"Code\":\"SignatureDoesNotMatch\",\"Message\":\"" + said + "\"}");
    assertThat(failure.sentence()).contains("SignatureDoesNotMatch").doesNotContain("planted");
  }

  @Test
  void messages_areOneShortLine() {
    CredentialException failure =
        failure(403, "{\"Code\":\"NoPermission\",\"Message\":\"a\\nb" + "c".repeat(900) + "\"}");
    assertThat(failure.sentence()).hasLineCount(1).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "' 7 ', 7",
    "999999999, 999999999",
    "18446744073709551615,",
    "-1,",
    "1e3,",
    "soon,",
    "'Wed, 21 Oct 2015 07:28:00 GMT',"
  })
  void retryAfter_isSecondsOrNothing(String header, @Nullable Long seconds) {
    StsAnswer answer = new StsAnswer("A", 503, header, null, Buffer.buffer("{}"));
    CredentialException failure =
        catchThrowableOfType(CredentialException.class, answer::callerIdentity);
    assertThat(failure.retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "Wed, 21 Oct 99999 07:28:00 GMT",
        "Mon, 21 Oct 2015 07:28:00 GMT",
        "Wed, 21 Oct 2015 07:28:00 GMT\r\nx: y"
      })
  void date_isATimeOrNothing(String header) {
    assertThat(new StsAnswer("A", 200, null, header, Buffer.buffer(WHOLE)).dateOfSts()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AccountId\":\"1\\n2\",\"Arn\":\"acs:ram::1:root\"",
        "\"AccountId\":1,\"Arn\":\"acs:ram::1:root\"",
        "\"AccountId\":\"1 2\",\"Arn\":\"acs:ram::1:root\"",
        "\"AccountId\":\"1\",\"Arn\":\"acs:ram::\\u202e1:root\"",
        "\"AccountId\":\"1\",\"Arn\":[\"acs:ram::1:root\"]"
      })
  void caller_isWordsOrABadAnswer(String fields) {
    CredentialException failure =
        catchThrowableOfType(
            CredentialException.class, () -> answer(200, "{" + fields + "}").callerIdentity());
    assertThat(failure.code()).isEqualTo("BadAnswer");
    assertThat(failure.sentence()).doesNotContain("\n", "\u202e");
  }

  @Test
  void codeOfNoCodesForm_isTheStatus() {
    for (String code : List.of("No\\nPermission", "x".repeat(50_000), "a b", "\\u202eNo", "")) {
      CredentialException failure = failure(403, "{\"Code\":\"" + code + "\"}");
      assertThat(failure.code()).as(code).isEqualTo("Http403");
      assertThat(failure.sentence()).hasSizeLessThan(100);
    }
    assertThat(failure(403, "{\"Code\":403}").code()).isEqualTo("Http403");
  }

  @Test
  void depth_isBounded_andANameTwiceIsRefused() {
    assertThat(failure(200, "[".repeat(60_000)).code()).isEqualTo("BadAnswer");
    assertThat(failure(200, "{\"a\":".repeat(10_000)).code()).isEqualTo("BadAnswer");
    String twice = WHOLE.replace("\"AccessKeyId\"", "\"AccessKeyId\":\"a b\",\"AccessKeyId\"");
    assertThat(failure(200, twice).code()).isEqualTo("BadAnswer");
  }

  @Test
  void expiration_isNoText() {
    for (String time : List.of("+10000000000-01-01T00:00:00Z", "9".repeat(50_000), "1 \\n2")) {
      assertThat(failure(200, WHOLE.replace("2026-01-01T01:00:00Z", time)).sentence())
          .contains("its Expiration is no time")
          .hasSizeLessThan(200);
    }
  }

  @Test
  void html_isUnavailable() {
    assertThat(failure(502, "<html>Bad gateway</html>").code()).isEqualTo("Http502");
  }

  private static CredentialException failure(int status, String body) {
    CredentialException failure =
        catchThrowableOfType(
            CredentialException.class,
            () -> answer(status, body).credentials(NOW, Duration.ofHours(1)));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static StsAnswer answer(int status, String body) {
    return new StsAnswer("AssumeRole", status, null, null, Buffer.buffer(body));
  }
}
