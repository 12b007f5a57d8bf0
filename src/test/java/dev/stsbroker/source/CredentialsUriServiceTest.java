package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings.CredentialsUri;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session from a credentials URI over a real socket. */
class CredentialsUriServiceTest {
  private final TestingIdentities identities = new TestingIdentities();
  private MetadataStub stub;

  @BeforeEach
  void start() throws Exception {
    stub = new MetadataStub(identities.vertx());
  }

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void session_isHeld_untilAQuarterOfAnHourBeforeItsEnd() throws Exception {
    Identity identity = make("/key/planted/credentials?x=1");
    identities.assume(identity);
    identities.time().advance(Duration.ofMinutes(344));
    identities.assume(identity);
    assertThat(stub.requests()).containsExactly("GET /key/planted/credentials");
    stub.body = MetadataStub.session("STS.second", "2026-01-01T12:00:00Z");
    identities.time().advance(Duration.ofMinutes(1));
    identities.assume(identity);
    assertThat(identities.sts().lastSigner().id()).isEqualTo("STS.second");
  }

  @Test
  void failure_namesTheHost_andNeverThePath() {
    stub.status = 404;
    assertThatThrownBy(() -> identities.assume(make("/key/planted")))
        .hasMessage("identity uri: 127.0.0.1: HTTP 404 (expected: 200)");
    stub.status = 200;
    stub.body = "planted";
    assertThatThrownBy(() -> identities.assume(make("/key/planted")))
        .hasMessage("identity uri: 127.0.0.1: the answer cannot be used, it is no JSON object");
  }

  @Test
  void proxyInTheWay_isCalledThat_withWhatToDo() {
    stub.status = 407;
    Identity identity = make("/key/planted");
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage(
            "identity uri: 127.0.0.1: HTTP 407, a proxy answers there and asks for authentication"
                + " (expected: the service itself, which is asked without a proxy)")
        .extracting("code")
        .isEqualTo("ProxyRefused");
    assertThat(identity.state().standing().label()).isEqualTo("unusable");
  }

  @ParameterizedTest
  @CsvSource({
    "t, a b, SecurityToken",
    "t, 'a\\r\\nb', SecurityToken",
    "planted, 'a\\u202eb', AccessKeySecret",
    "STS.first, 'a\\u001b[2J', AccessKeyId"
  })
  void credentialsThatNoHeaderCanHold_areNotUsed(String part, String instead, String name) {
    stub.body = stub.body.replace("\"" + part + "\"", "\"" + instead + "\"");
    assertThatThrownBy(() -> identities.assume(make("/")))
        .hasMessage(
            "identity uri: 127.0.0.1: the answer cannot be used, its "
                + name
                + " is none (expected: printable ASCII, bounded)");
  }

  @Test
  void farExpiration_isNotBelieved() throws Exception {
    stub.body = MetadataStub.session("STS.first", "2999-01-01T00:00:00Z");
    Identity identity = make("/");
    identities.assume(identity);
    identities.time().advance(Duration.ofHours(12));
    stub.body = MetadataStub.session("STS.second", "2999-01-01T00:00:00Z");
    identities.assume(identity);
    assertThat(identities.sts().lastSigner().id()).isEqualTo("STS.second");
  }

  @Test
  void redirect_isNotFollowed() {
    assertThatThrownBy(() -> identities.assume(make("/moved")))
        .hasMessage("identity uri: 127.0.0.1: HTTP 302 (expected: 200)");
    assertThat(stub.requests()).containsExactly("GET /moved");
  }

  @Test
  void settings_doNotShowTheUri() {
    assertThat(new CredentialsUri("uri", Secret.of("http://127.0.0.1/planted")).toString())
        .doesNotContain("planted");
  }

  private Identity make(String path) {
    return identities.make(new CredentialsUri("uri", Secret.of(stub.uri(path).toString())));
  }
}
