package dev.stsbroker.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OidcCallTest {
  @Test
  void call_isAnonymous_withAllButItsNameInTheBody() {
    SessionRequest request =
        new SessionRequest(
            new RoleArn("acs:ram::1234567890123456:role/pod"),
            "name",
            Duration.ofHours(1),
            null,
            null,
            null);
    OidcToken token = new OidcToken("acs:ram::1:oidc-provider/p", Secret.of("a.b/c=="));
    PreparedCall call =
        new SdkSigner().assumeRoleWithOidc(token, request, Instant.parse("2026-01-01T00:00:00.5Z"));

    assertThat(call.query())
        .isEqualTo(
            "Action=AssumeRoleWithOIDC&Format=JSON&Timestamp=2026-01-01T00%3A00%3A00Z"
                + "&Version=2015-04-01");
    assertThat(call.form().toString())
        .isEqualTo(
            "DurationSeconds=3600&OIDCProviderArn=acs%3Aram%3A%3A1%3Aoidc-provider%2Fp"
                + "&OIDCToken=a.b%2Fc%3D%3D"
                + "&RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Fpod&RoleSessionName=name");
    assertThat(token.toString()).doesNotContain("a.b");
  }
}
