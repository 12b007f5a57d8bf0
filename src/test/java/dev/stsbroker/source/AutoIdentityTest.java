package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.source.key.SourceSettings.Auto;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found where nothing is named. */
class AutoIdentityTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final Map<String, String> KEY =
      Map.of(
          "ALIBABA_CLOUD_ACCESS_KEY_ID", "env-key",
          "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");

  @TempDir private Path folder = Path.of("");

  private final TestingIdentities identities = new TestingIdentities();

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void key_isTakenFirst() throws Exception {
    Map<String, String> both = new HashMap<>(oidc());
    both.putAll(KEY);
    assume(both, NOBODY);
    assertThat(identities.sts().calls()).containsExactly("env-key: job 60");
    assertThat(identities.told()).containsExactly("found any: environment");
  }

  @Test
  void oidc_isTakenNext_whenItsThreeVariablesAreSet() throws Exception {
    assume(oidc(), NOBODY);
    assertThat(identities.sts().calls()).containsExactly("the-token: rrsa 60", "STS.1: job 60");
    assertThat(identities.told()).containsExactly("found any: oidc");
  }

  @Test
  void metadata_isTakenLast() throws Exception {
    MetadataStub stub = new MetadataStub(identities.vertx());
    Identity identity = make(Map.of("ALIBABA_CLOUD_ROLE_ARN", " "), stub.uri(""));
    assertThat(identities.told()).isEmpty();
    identities.assume(identity);
    identities.assume(identity);
    assertThat(identities.sts().calls()).containsExactly("STS.first: job 60", "STS.first: job 60");
    assertThat(identities.told()).containsExactly("found any: ecsRamRole");
  }

  @Test
  void nothing_isOneSentenceThatNamesAllThree() {
    assertThatThrownBy(() -> assume(Map.of("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p"), NOBODY))
        .hasMessage(
            "identity any: nothing found to sign with; environment:"
                + " ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET not set; oidc:"
                + " ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_TOKEN_FILE not set; ecsRamRole:"
                + " 127.0.0.1: the connection failed: refused or not reachable");
  }

  @Test
  void metadata_isNotAsked_whenItIsDisabled() throws Exception {
    MetadataStub stub = new MetadataStub(identities.vertx());
    assertThatThrownBy(
            () -> assume(Map.of("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "TRUE"), stub.uri("")))
        .hasMessageEndingWith("ecsRamRole: ALIBABA_CLOUD_ECS_METADATA_DISABLED is true");
    assertThat(stub.requests()).isEmpty();
  }

  private Map<String, String> oidc() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "the-token");
    return Map.of(
        "ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1234567890123456:role/rrsa",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "provider",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.toString());
  }

  private void assume(Map<String, String> variables, URI endpoint) throws Exception {
    identities.assume(make(variables, endpoint));
  }

  private Identity make(Map<String, String> variables, URI endpoint) {
    identities.variables(variables);
    return identities.make(new Auto("any", "session", endpoint));
  }
}
