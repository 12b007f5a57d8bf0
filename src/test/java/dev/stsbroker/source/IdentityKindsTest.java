package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.testing.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of identity says how it fares: what is wrong, since when, what mends it. */
class IdentityKindsTest {
  private static final RoleArn ROLE = new RoleArn("acs:ram::1234567890123456:role/rrsa");

  @TempDir private Path folder = Path.of("");
  private final TestingIdentities identities = new TestingIdentities();

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void twoFiles_areKept_whenTheSecretIsEmptied_andOkOnceItIsThere() throws Exception {
    Path id = Files.writeString(folder.resolve("id"), "the-id");
    Path secret = write("secret", "the-secret");
    Identity identity = identities.make(new SourceSettings.KeyFiles("main", id, secret, false));
    assertState(identity, "unproved", "");
    identities.assume(identity);
    assertState(identity, "ok", "");
    write("secret", "");
    identities.time().advance(Duration.ofMinutes(5));
    identities.assume(identity);
    assertState(identity, "kept", "secret:1: empty (expected: one line)");
    assertThat(identity.state().since())
        .isEqualTo(TestingIdentities.START.plus(Duration.ofMinutes(5)));
    write("secret", "the-secret");
    identities.assume(identity);
    assertState(identity, "ok", "");
  }

  @Test
  void environment_isUnusable_andSaysThatAStartIsNeeded() {
    identities.variables(Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "id"));
    Identity identity = identities.make(new SourceSettings.Environment("env"));
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("SECRET");
    assertState(identity, "unusable", "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set");
    assertThat(trouble(identity).todo()).contains("start the broker again");
  }

  @Test
  void oidcToken_isUnusableWhenGone_andRefusedWhenStsSaysSo() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token-1");
    Identity identity =
        identities.make(new SourceSettings.Oidc("pod", ROLE, "provider", token, "session"));
    identities.assume(identity);
    assertState(identity, "ok", "");
    Files.delete(token);
    identities.onLoop(() -> identity.look().otherwiseEmpty());
    assertState(identity, "unusable", "token: no such file");
    identities.assume(identity);
    assertState(identity, "unusable", "token: no such file");
    Files.writeString(token, "token-2");
    identities.onLoop(identity::look);
    assertState(identity, "ok", "");
    identities.sts().refuse("AuthenticationFail.OIDCToken.Expired", FailureKind.IDENTITY_BROKEN);
    assertThatThrownBy(
            () ->
                identities.assume(identity, TestingIdentities.request("rrsa", Duration.ofHours(1))))
        .hasMessageContaining("Expired");
    assertState(identity, "refused", "OIDCToken.Expired");
  }

  @Test
  void metadataRole_isKeptNearItsEnd_andUnusableAfterIt() throws Exception {
    MetadataStub service = new MetadataStub(identities.vertx());
    Identity identity =
        identities.make(new SourceSettings.EcsRamRole("ecs", service.uri(""), null, true));
    identities.assume(identity);
    service.role = "";
    identities.time().advance(Duration.ofMinutes(335));
    identities.assume(identity);
    assertState(identity, "kept", "the instance has no RAM role");
    identities.time().advance(Duration.ofMinutes(30));
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("no RAM role");
    assertState(identity, "unusable", "the instance has no RAM role");
    assertThat(trouble(identity).todo()).contains("metadata service");
  }

  @Test
  void credentialsUri_isUnusable_whenItAnswersWithNoSession() throws Exception {
    MetadataStub service = new MetadataStub(identities.vertx());
    service.body = "{}";
    Secret uri = Secret.of(service.uri("/s3cret").toString());
    Identity identity = identities.make(new SourceSettings.CredentialsUri("uri", uri));
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("AccessKeyId");
    assertState(identity, "unusable", "its AccessKeyId is missing");
    assertThat(trouble(identity).sentence()).doesNotContain("s3cret");
  }

  @Test
  void refusedKey_isWellAgain_whenStsTakesIt_andARoleRefusedProvesIt() throws Exception {
    Identity identity =
        identities.make(new SourceSettings.KeyFile("main", write("key", json()), false));
    identities.sts().refuse("SignatureDoesNotMatch", FailureKind.IDENTITY_BROKEN);
    assertThatThrownBy(() -> identities.assume(identity)).isNotNull();
    assertState(identity, "refused", "SignatureDoesNotMatch");
    assertThat(trouble(identity).todo()).startsWith("give the secret that belongs to");
    identities.sts().refuse("NoPermission", FailureKind.REFUSED);
    assertThatThrownBy(() -> identities.assume(identity)).isNotNull();
    assertState(identity, "ok", "");
  }

  private static IdentityState.Trouble trouble(Identity identity) {
    return Objects.requireNonNull(identity.state().trouble());
  }

  private static void assertState(Identity identity, String label, String what) {
    IdentityState state = identity.state();
    assertThat(state.standing().label()).isEqualTo(label);
    if (what.isEmpty()) {
      assertThat(state.trouble()).isNull();
    } else {
      assertThat(trouble(identity).sentence()).contains(what);
    }
  }

  private static String json() {
    return "{\"AccessKeyId\":\"id\",\"AccessKeySecret\":\"secret\"}";
  }

  private Path write(String name, String text) throws Exception {
    Path file = PrivateFile.write(folder.resolve(name), text);
    return file;
  }
}
