package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import dev.stsbroker.sts.SessionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcIdentityTest {
  private static final RoleArn ROLE = new RoleArn("acs:ram::1234567890123456:role/rrsa");

  @TempDir private Path folder = Path.of("");

  private final TestingIdentities identities = new TestingIdentities();
  private Path token;
  private Identity identity;

  @BeforeEach
  void start() throws Exception {
    token = Files.writeString(folder.resolve("token"), "token-1\n");
    identity = identities.make(new Oidc("pod", ROLE, "provider", token, "session"));
  }

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void ownRole_isAssumedWithTheToken_asItStandsAtEachUse() throws Exception {
    identities.assume(identity, own(Duration.ofHours(2)));
    Files.writeString(token, "token-2");
    identities.assume(identity, own(Duration.ofHours(2)));
    assertThat(identities.sts().calls()).containsExactly("token-1: rrsa 120", "token-2: rrsa 120");
  }

  @Test
  void otherRole_isAssumedFromASessionOfTheOwn_whichIsHeld() throws Exception {
    identities.assume(identity);
    identities.time().advance(Duration.ofMinutes(49));
    identities.assume(identity);
    Files.writeString(token, "token-2");
    identities.time().advance(Duration.ofMinutes(1));
    identities.assume(identity);
    assertThat(identities.sts().calls())
        .containsExactly(
            "token-1: rrsa 60",
            "STS.1: job 60",
            "STS.1: job 60",
            "token-2: rrsa 60",
            "STS.4: job 60");
  }

  @Test
  void expiredToken_isReadAnew_atOnce() throws Exception {
    identities.sts().refuse("AuthenticationFail.OIDCToken.Expired", FailureKind.IDENTITY_BROKEN);
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("Expired");
    Files.writeString(token, "token-2");
    identities.assume(identity);
    assertThat(identities.sts().calls())
        .containsExactly("token-1: rrsa 60", "token-2: rrsa 60", "STS.2: job 60");
  }

  @Test
  void ownSession_livesOn_whileItsTokenIsRefused() throws Exception {
    identities.assume(identity);
    identities.time().advance(Duration.ofMinutes(55));
    identities.sts().refuse("AuthenticationFail.OIDCToken.Invalid", FailureKind.REFUSED);
    identities.assume(identity);
    identities.assume(identity);
    assertThat(identities.sts().calls())
        .containsExactly(
            "token-1: rrsa 60",
            "STS.1: job 60",
            "token-1: rrsa 60",
            "STS.1: job 60",
            "STS.1: job 60");
  }

  @Test
  void externalId_isRefused_ratherThanDropped() {
    SessionRequest request =
        new SessionRequest(ROLE, "session", Duration.ofHours(1), null, "partner", null);
    assertThatThrownBy(() -> identities.assume(identity, request))
        .hasMessageStartingWith("identity pod: an OIDC token cannot bring an externalId");
  }

  @ParameterizedTest
  @CsvSource({"'',empty", "'a\nb',more than one line", "' \n',empty"})
  void badTokenFile_isOneSentence(String text, String said) throws Exception {
    Files.writeString(token, text);
    assertThatThrownBy(() -> identities.assume(identity, own(Duration.ofHours(1))))
        .hasMessage("identity pod: " + token + ":1: " + said + " (expected: one line)");
  }

  @Test
  void caller_isTheOwnRolesSession() throws Exception {
    assertThat(identities.onLoop(identity::caller).arn()).isEqualTo("STS.1");
  }

  private static SessionRequest own(Duration duration) {
    return TestingIdentities.request("rrsa", duration);
  }
}
