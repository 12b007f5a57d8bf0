package dev.stsbroker.app;

import static dev.stsbroker.app.KeylessBroker.profile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.metadata.SandboxMetadata.HttpTokens;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsCall.TokenPlace;
import dev.stsbroker.sandbox.sts.TokenIssuer;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.source.key.SourceSettings.CredentialsUri;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import dev.stsbroker.source.key.SourceSettings.InlineKey;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every identity without a key of its own, and chains of profiles, from job to STS. */
class KeylessBrokerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
  private static final InlineKey KEY =
      new InlineKey(
          "default", new AccessKey("LTAI5tEmulatorKey", Secret.of("emulatorSecret"), null));

  @TempDir private Path folder = Path.of("");

  private KeylessBroker broker;
  private TokenIssuer issuer;
  private Path token;

  @BeforeEach
  void start() throws Exception {
    broker = new KeylessBroker();
    issuer = broker.sandbox().cloud().tokenIssuer(KeylessBroker.PROVIDER).orElseThrow();
    token = folder.resolve("token");
    Files.writeString(token, issuer.token(KeylessBroker.SUBJECT, TOKEN_LIFE) + "\n");
  }

  @AfterEach
  void close() throws Exception {
    broker.close();
  }

  @Test
  void oidc_assumesItsOwnRoleDirectly_andOthersFromIt_withTheTokenInTheBody() throws Exception {
    broker.start(
        oidc(),
        Map.of(),
        profile("own", "default", "pod", Duration.ofHours(2)),
        profile("other", "default", "data", HOUR));

    assertThat(broker.get("own").statusCode()).isEqualTo(200);
    assertThat(broker.get("other").statusCode()).isEqualTo(200);
    assertThat(broker.calls())
        .containsExactlyInAnyOrder(
            "AssumeRoleWithOIDC of-own OK", "AssumeRoleWithOIDC base OK", "AssumeRole of-other OK");
    assertThat(broker.sandbox().cloud().calls())
        .extracting(StsCall::oidcToken)
        .doesNotContain(TokenPlace.URL)
        .contains(TokenPlace.BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expired  | AuthenticationFail.OIDCToken.Expired: the OIDC token is expired (expected: a token file that is replaced in time)
          audience | AuthenticationFail.OIDCToken.AudienceNotMatch: the OIDC token is meant for another audience (expected: sts.aliyuncs.com)
          skewed   | AuthenticationFail.OIDCToken.Invalid: This JsonWebToken is invalid.
          subject  | AuthenticationFail.NoPermission: There is no permission.
          garbage  | AuthenticationFail.OIDCToken.Invalid: This JsonWebToken is invalid.
          """)
  void badToken_isOneSentence(String bad, String said) throws Exception {
    Files.writeString(token, token(bad));
    broker.start(oidc(), Map.of(), profile("own", "default", "pod", HOUR));

    assertThat(broker.get("own").statusCode()).isEqualTo(502);
    assertThat(broker.get("own").body())
        .contains("profile own: identity default: AssumeRoleWithOIDC: " + said);
    assertThat(broker.calls()).hasSize(bad.equals("expired") ? 2 : 1);
  }

  private String token(String bad) {
    return switch (bad) {
      case "expired" -> issuer.token(KeylessBroker.SUBJECT, Duration.ofMinutes(-1));
      case "audience" -> issuer.withAudience("other").token(KeylessBroker.SUBJECT, TOKEN_LIFE);
      case "skewed" ->
          issuer.withSkew(Duration.ofMinutes(5)).token(KeylessBroker.SUBJECT, TOKEN_LIFE);
      case "subject" -> issuer.token("system:serviceaccount:jobs:other", TOKEN_LIFE);
      default -> "garbage";
    };
  }

  @Test
  void ecsRamRole_works_whereTokensAreRequired() throws Exception {
    broker.sandbox().metadata().orElseThrow().httpTokens(HttpTokens.REQUIRED);
    broker.start(ecs(true), Map.of(), profile("job", "default", "data", HOUR));
    assertThat(broker.get("job").statusCode()).isEqualTo(200);
  }

  @Test
  void credentialsUri_works_andACutDurationIsServed() throws Exception {
    String uri = broker.metadata() + "/credentials-uri";
    broker.start(
        new CredentialsUri("default", Secret.of(uri)),
        Map.of(),
        profile("job", "default", "data", Duration.ofHours(2)));
    assertThat(broker.get("job").statusCode()).isEqualTo(200);
    assertThat(broker.calls())
        .endsWith("AssumeRole of-job InvalidParameter.DurationSeconds", "AssumeRole of-job OK");
  }

  @Test
  void auto_findsThePodsToken_thenTheInstancesRole() throws Exception {
    Auto auto = new Auto("default", "base", broker.metadata());
    Map<String, String> pod =
        Map.of(
            "ALIBABA_CLOUD_ROLE_ARN",
            KeylessBroker.ACCOUNT + "role/pod",
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            KeylessBroker.PROVIDER,
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
            token.toString());
    broker.start(auto, pod, profile("job", "default", "data", HOUR));
    assertThat(broker.get("job").statusCode()).isEqualTo(200);
    assertThat(broker.sandbox().metadata().orElseThrow().calls()).isEmpty();

    broker.start(auto, Map.of(), profile("job", "default", "data", HOUR));
    assertThat(broker.get("job").statusCode()).isEqualTo(200);
    assertThat(broker.sandbox().metadata().orElseThrow().calls()).isNotEmpty();
  }

  @Test
  void chain_isAssumedFromItsBases_eachOnce_whateverTheOrder() throws Exception {
    broker.start(
        oidc(),
        Map.of(),
        profile("top", Profile.via("middle"), "data", HOUR),
        profile("side", Profile.via("middle"), "data", HOUR),
        profile("middle", Profile.via("pod"), "middle", HOUR),
        profile("pod", "default", "pod", HOUR));

    assertThat(broker.get("top").statusCode()).isEqualTo(200);
    assertThat(broker.calls())
        .startsWith("AssumeRoleWithOIDC of-pod OK", "AssumeRole of-middle OK")
        .containsExactlyInAnyOrder(
            "AssumeRoleWithOIDC of-pod OK",
            "AssumeRole of-middle OK",
            "AssumeRole of-top OK",
            "AssumeRole of-side OK");
  }

  @Test
  void chain_saysWhichLinkFails_andRecovers() throws Exception {
    broker.sandbox().cloud().disableKey("LTAI5tEmulatorKey");
    broker.start(
        KEY,
        Map.of(),
        profile("base", "default", "middle", HOUR),
        profile("top", Profile.via("base"), "data", HOUR));
    assertThat(broker.get("top").body())
        .contains(
            "profile top: via base: identity default: AssumeRole: InvalidAccessKeyId.Inactive:");
  }

  @Test
  void chain_namesItsLink_whenOnlyTheLastOneFails() throws Exception {
    broker.start(
        KEY,
        Map.of(),
        profile("base", "default", "middle", HOUR),
        profile("gone", Profile.via("base"), "nowhere", HOUR));
    assertThat(broker.get("gone").statusCode()).isEqualTo(502);
    assertThat(broker.get("gone").body())
        .contains("profile gone: via base: AssumeRole: EntityNotExist.Role:");
    assertThat(broker.get("base").statusCode()).isEqualTo(200);
  }

  @Test
  void chain_refreshesABase_thatStsTakesForBroken() throws Exception {
    broker
        .sandbox()
        .cloud()
        .faults()
        .nextWell()
        .next(Fault.refuse(400, "InvalidSecurityToken.Expired", "gone", null));
    broker.start(
        KEY,
        Map.of(),
        profile("base", "default", "middle", HOUR),
        profile("top", Profile.via("base"), "data", HOUR));
    assertThat(broker.get("top").statusCode()).isEqualTo(200);
    assertThat(broker.calls())
        .containsExactly(
            "AssumeRole of-base OK",
            "AssumeRole of-top InvalidSecurityToken.Expired",
            "AssumeRole of-base OK",
            "AssumeRole of-top OK");
  }

  private Oidc oidc() {
    return new Oidc(
        "default",
        new RoleArn(KeylessBroker.ACCOUNT + "role/pod"),
        KeylessBroker.PROVIDER,
        token,
        "base");
  }

  private EcsRamRole ecs(boolean allowV1) {
    return new EcsRamRole("default", broker.metadata(), null, allowV1);
  }
}
