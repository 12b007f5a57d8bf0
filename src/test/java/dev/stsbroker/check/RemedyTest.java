package dev.stsbroker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemedyTest {
  private static final String ROLE = "acs:ram::1234567890123456:role/r";

  private static String advice(String callerArn) {
    SessionRequest request =
        new SessionRequest(new RoleArn(ROLE), "ab", Duration.ofHours(1), null, null, null);
    CallerIdentity caller = new CallerIdentity("1234567890123456", callerArn, "AssumedRoleUser");
    CredentialException refused =
        CredentialException.of(FailureKind.REFUSED, "NoPermission", "refused");
    return String.join(
        "\n",
        new Remedy("http://127.0.0.1:1")
            .of(new Remedy.Attempt(request, caller, null, null), refused));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acs:ram::1234567890123456:assumed-role/base/session",
        "acs:ram::1234567890123456:role/base/session",
        "acs:sts::1234567890123456:assumed-role/base/session"
      })
  void trustPolicy_namesTheRole_howeverStsWritesItsSession(String arn) {
    assertThat(advice(arn)).contains("\"acs:ram::1234567890123456:role/base\"");
  }

  @Test
  void permission_isShown_whenTheCallerIsUnlikeAny() {
    assertThat(advice("acs:new::1:thing/x"))
        .contains("trust policy should name acs:new::1:thing/x", "\"Resource\": \"" + ROLE);
  }
}
