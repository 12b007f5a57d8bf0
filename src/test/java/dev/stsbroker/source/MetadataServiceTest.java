package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instance's role, from a metadata service over a real socket. */
class MetadataServiceTest {
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

  private final TestingIdentities identities = new TestingIdentities();
  private MetadataStub stub;
  private Identity identity;

  @BeforeEach
  void start() throws Exception {
    stub = new MetadataStub(identities.vertx());
    identity = identities.make(new EcsRamRole("ecs", stub.uri(""), null, true));
  }

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void session_isAskedForWithAToken_andTheRoleIsListed() throws Exception {
    identities.assume(identity);
    assertThat(identities.sts().calls()).containsExactly("STS.first: job 60");
    assertThat(stub.requests())
        .containsExactly(
            "PUT /latest/api/token",
            "GET " + ROLES + " [the-token]",
            "GET " + ROLES + "instance-role [the-token]");
  }

  @Test
  void list_isNotAskedFor_whenTheRoleIsNamed() throws Exception {
    identities.assume(identities.make(new EcsRamRole("ecs", stub.uri(""), "named", true)));
    assertThat(stub.requests())
        .containsExactly("PUT /latest/api/token", "GET " + ROLES + "named [the-token]");
  }

  @Test
  void v1_isFallenBackTo_whenThereIsNoToken() throws Exception {
    stub.tokenStatus = 404;
    identities.assume(identity);
    assertThat(stub.requests())
        .containsExactly("PUT /latest/api/token", "GET " + ROLES, "GET " + ROLES + "instance-role");
  }

  @Test
  void v1_isNotUsed_whenItIsNotAllowed() {
    stub.tokenStatus = 404;
    Identity strict = identities.make(new EcsRamRole("ecs", stub.uri(""), null, false));
    assertThatThrownBy(() -> identities.assume(strict))
        .hasMessage("identity ecs: 127.0.0.1: HTTP 404 to the request for a metadata token");
    assertThat(stub.requests()).containsExactly("PUT /latest/api/token");
  }

  @Test
  void session_isHeld_untilHalfAnHourBeforeItsEnd() throws Exception {
    identities.assume(identity);
    identities.time().advance(Duration.ofMinutes(329));
    identities.assume(identity);
    assertThat(stub.requests()).hasSize(3);
    stub.body = MetadataStub.session("STS.second", "2026-01-01T12:00:00Z");
    identities.time().advance(Duration.ofMinutes(1));
    identities.assume(identity);
    assertThat(identities.sts().lastSigner().id()).isEqualTo("STS.second");
  }

  @Test
  void oldSession_isUsedOn_whileTheServiceFails_andItIsAskedOnceAMinute() throws Exception {
    identities.assume(identity);
    stub.status = 500;
    identities.time().advance(Duration.ofMinutes(331));
    for (int i = 0; i < 5; i++) {
      identities.assume(identity);
    }
    assertThat(stub.requests()).hasSize(6);
    assertThat(identities.sts().lastSigner().id()).isEqualTo("STS.first");
    identities.time().advance(Duration.ofMinutes(29));
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: 127.0.0.1: HTTP 500");
  }

  @Test
  void session_isAskedForOnce_howeverManyNeedIt() throws Exception {
    identities.onLoop(
        () ->
            Future.all(
                Stream.generate(() -> TestingIdentities.request("job", Duration.ofHours(1)))
                    .limit(20)
                    .map(identity::assume)
                    .collect(Collectors.toList())));
    assertThat(stub.requests()).hasSize(3);
    assertThat(identities.sts().calls()).hasSize(20);
  }

  @Test
  void session_isReplaced_whenStsTakesItForBroken() throws Exception {
    identities.assume(identity);
    identities.time().advance(Duration.ofMinutes(1));
    stub.body = MetadataStub.session("STS.second", "2026-01-01T06:00:00Z");
    identities.sts().refuse("InvalidSecurityToken.Expired", FailureKind.IDENTITY_BROKEN);
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("Expired");
    identities.assume(identity);
    assertThat(identities.sts().lastSigner().id()).isEqualTo("STS.second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"AccessKeyId":"planted"                                    | it is no JSON object
          []                                                          | it is no JSON object
          {"Code":"Failed","AccessKeySecret":"planted"}               | its Code is not Success
          {"AccessKeyId":"a","AccessKeySecret":"planted"}             | its SecurityToken is missing or empty
          {"AccessKeyId":"a","AccessKeySecret":"planted","SecurityToken":"t","Expiration":"soon"} | its Expiration is no time (expected: yyyy-MM-ddTHH:mm:ssZ)
          {"AccessKeyId":"a","AccessKeySecret":"planted","SecurityToken":"t","Expiration":"2025-01-01T00:00:00Z"} | its Expiration 2025-01-01T00:00:00Z is past
          """)
  void badAnswer_isOneSentence_withoutItsContent(String body, String said) {
    stub.body = body;
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: the answer cannot be used, " + said);
  }

  @Test
  void failure_saysWhatIsWrongWithTheInstance() throws Exception {
    stub.role = "";
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: 127.0.0.1: HTTP 404: the instance has no RAM role");
    identities.time().advance(Duration.ofSeconds(3));
    stub.role = "<html>";
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: the list of RAM roles has no role's name");
    identities.time().advance(Duration.ofSeconds(3));
    stub.tokenStatus = 500;
    stub.tokenRequired = true;
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage(
            "identity ecs: 127.0.0.1: HTTP 403: refused, as without a token where it wants one");
    identities.time().advance(Duration.ofSeconds(3));
    stub.silent = true;
    identities.hurry();
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: 127.0.0.1: no answer within 1000 ms");
  }

  @Test
  void caller_isWhoTheSessionIs() throws Exception {
    assertThat(identities.onLoop(identity::caller).arn()).isEqualTo("STS.first");
  }

  @Test
  void tooLongAnswer_isCutOff() {
    stub.body = "x".repeat(1_000_000);
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity ecs: 127.0.0.1: the answer is longer than 65536 bytes");
  }

  @Test
  void durationIsCutOnce_whenStsCapsSessionsOfSessions() throws Exception {
    identities.sts().cap(Duration.ofHours(1));
    identities.assume(identity, TestingIdentities.request("job", Duration.ofHours(2)));
    assertThat(identities.sts().calls()).containsExactly("STS.first: job 120", "STS.first: job 60");
    assertThat(identities.told()).isEqualTo(List.of("cut ecs: PT2H to PT1H"));
  }
}
