package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.source.key.KeyFileReader;
import dev.stsbroker.source.key.KeyText;
import dev.stsbroker.source.key.SessionBody;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.source.key.SourceVariables;
import dev.stsbroker.testing.PrivateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key's parts are plain, from whatever they are read. */
class KeyTextTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {"two words", "a\u0000b", "a\u001b[2Jb", "LTAI\u00e9", "a\u202eb", "\ud83d\ude00"})
  void part_isRefused_whenItIsNotPlain(String odd) throws Exception {
    String json =
        new io.vertx.core.json.JsonObject()
            .put("AccessKeyId", odd)
            .put("AccessKeySecret", "secret")
            .put("SecurityToken", "token")
            .put("Expiration", "2026-01-01T01:00:00Z")
            .encode();
    Path key = write("key.json", json);
    var one = new SourceSettings.KeyFile("main", key, false);
    assertRefused(() -> KeyFileReader.read(one), key + ":1: AccessKeyId");
    Path secret = write("secret", odd);
    var two = new SourceSettings.KeyFiles("main", write("id", "LTAI5t"), secret, false);
    assertRefused(() -> KeyFileReader.read(two), secret + ":1: the access key secret read");
    Map<String, String> variables =
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5t",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret",
            "ALIBABA_CLOUD_SECURITY_TOKEN", odd);
    assertRefused(
        () -> new SourceVariables(variables::get).key(new SourceSettings.Environment("main")),
        "the security token read");
    assertThatThrownBy(() -> SessionBody.read(json, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("its AccessKeyId is none (expected: ")
        .hasMessageNotContaining(odd);
  }

  @Test
  void key_isRead_whenItIsPlain() throws Exception {
    Path file = write("key.json", "{\"AccessKeyId\":\" LTAI5t \",\"AccessKeySecret\":\"a+/=\"}");
    AccessKey key = KeyFileReader.read(new SourceSettings.KeyFile("main", file, false));
    assertThat(key.id()).isEqualTo("LTAI5t");
    assertThat(key.secret().reveal()).isEqualTo("a+/=");
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String part) {
    assertThatThrownBy(reading)
        .isInstanceOf(CredentialException.class)
        .hasMessageMatching(
            Pattern.quote("identity main: " + part)
                + " has (a blank|another character) at place [1-9]"
                + Pattern.quote(KeyText.EXPECTED));
  }

  private Path write(String name, String text) throws Exception {
    return PrivateFile.write(folder.resolve(name), text);
  }

  /** A part that something else is written in place of is told of by its own line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {^"access_key_id":"a",^"AccessKeySecret":"b"}|:2: "access_key_id" stands for AccessKeyId
          {"AccessKeyId":"a",^"SecretAccessKey":"b"}|:2: "SecretAccessKey" stands for AccessKeySecret
          {"AccessKeyId":"a","AccessKeySecret":"b",^"StsToken":"c"}|:2: "StsToken" stands for SecurityToken
          {"AccessKeyId":"a",^"AccessKeySecret":"b",^"AccessKeyId":"c"}|:3: AccessKeyId: written twice
          {"Credentials":^{"AccessKeyId":"a","AccessKeySecret":"b"}}|:2: no AccessKeyId but within "Credentials"
          {"AccessKeySecret":"LTAI5tabc",^"AccessKeyId":"Xk29fjQ8sLm3PqR7"}|:2: the id stands where the secret belongs
          {"AccessKeyId":"STS.NTabc",^"AccessKeySecret":"b","SecurityToken":""}|:1: an access key id of a session, which begins with STS., has no security token
          {"AccessKeyId":"<your key>",^"AccessKeySecret":"b"}|:1: AccessKeyId is still a placeholder
          AccessKey ID,AccessKey Secret^a,b|:1: no JSON object, but a table (CSV)
          [default]^aws_access_key_id = a|:1: no JSON object, but lines of name = value
          """)
  void file_isToldOf_byLineAndName(String text, String said) throws Exception {
    Path file = write("key.json", text.replace("^", "\n"));
    assertThatThrownBy(() -> KeyFileReader.read(new SourceSettings.KeyFile("main", file, false)))
        .isInstanceOf(CredentialException.class)
        .hasMessageStartingWith("identity main: " + file + said);
  }

  @Test
  void secretFile_isToldOf_whenItIsJson() throws Exception {
    Path secret = write("secret", "{\"AccessKeyId\":\"a\",\"AccessKeySecret\":\"b\"}");
    var two = new SourceSettings.KeyFiles("main", write("id", "LTAI5t"), secret, false);
    assertThatThrownBy(() -> KeyFileReader.read(two))
        .hasMessageStartingWith("identity main: " + secret + ":1: is JSON (expected: ");
  }

  @ParameterizedTest
  @CsvSource({"Xk29fjQ8sLm3PqR7, LTAI5tabc", "Xk29fjQ8sLm3PqR7, STS.NTabc", "STS.NTabc, secret"})
  void pair_isRefused_whereverItIsReadFrom(String id, String secret) throws Exception {
    Map<String, String> variables =
        Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", id, "ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret);
    var environment = new SourceSettings.Environment("main");
    assertThatThrownBy(() -> new SourceVariables(variables::get).key(environment))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining(" (expected: ")
        .hasMessageNotContainingAny(id, secret);
    Path file = write("id", id);
    var two = new SourceSettings.KeyFiles("main", file, write("secret", secret), false);
    assertThatThrownBy(() -> KeyFileReader.read(two))
        .isInstanceOf(CredentialException.class)
        .hasMessageStartingWith("identity main: " + file + ":1: ")
        .hasMessageNotContainingAny(id, secret);
  }

  @Test
  void pair_isTaken_ofASessionWithItsToken() throws Exception {
    String json =
        "{\"AccessKeyId\":\"STS.NT\",\"AccessKeySecret\":\"STS.x\",\"SecurityToken\":\"t\"}";
    Path file = write("key.json", json);
    AccessKey key = KeyFileReader.read(new SourceSettings.KeyFile("main", file, false));
    assertThat(key.id()).isEqualTo("STS.NT");
  }
}
