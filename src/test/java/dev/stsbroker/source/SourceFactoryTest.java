package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFactoryTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() {
    VERTX.close();
  }

  @Test
  void keyFile_isReadAnewAtEachUse() throws Exception {
    Path file = folder.resolve("key.json");
    IdentitySource source = factory(Map.of()).source(new SourceSettings.KeyFile("main", file));
    Files.writeString(file, json("old", "s1"));
    assertThat(current(source).id()).isEqualTo("old");
    Files.writeString(file, "\uFEFF" + json("new", "s2").replace(",", ",\r\n"));
    assertThat(current(source).id()).isEqualTo("new");
    assertThat(current(source).secret().reveal()).isEqualTo("s2");
  }

  @Test
  void keyFiles_mayEndInANewline() throws Exception {
    Path id = Files.writeString(folder.resolve("id"), "the-id\n");
    Path secret = Files.writeString(folder.resolve("secret"), "the-secret\r\n");
    AccessKey key =
        current(factory(Map.of()).source(new SourceSettings.KeyFiles("main", id, secret)));
    assertThat(key.id()).isEqualTo("the-id");
    assertThat(key.secret().reveal()).isEqualTo("the-secret");
    assertThat(key.securityToken()).isNull();
  }

  @Test
  void environment_isTheSdksVariables() throws Exception {
    Map<String, String> variables =
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "id",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret",
            "ALIBABA_CLOUD_SECURITY_TOKEN", "token");
    AccessKey key = current(factory(variables).source(new SourceSettings.Environment("env")));
    assertThat(key.id()).isEqualTo("id");
    assertThat(key.securityToken()).isNotNull();
  }

  @Test
  void environment_saysWhichVariableIsMissing() {
    IdentitySource source =
        factory(Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "id"))
            .source(new SourceSettings.Environment("env"));
    assertThatThrownBy(() -> current(source))
        .hasMessage("identity env: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                              | no JSON object
          []                                              | no JSON object
          {"AccessKeyId":"planted"                        | no JSON object
          {"AccessKeyId":"id","AccessKeySecret":""}       | no AccessKeySecret
          {"accessKeyId":"id","accessKeySecret":"planted"}| no AccessKeyId
          {"AccessKeyId":7,"AccessKeySecret":"planted"}   | no AccessKeyId
          """)
  void badKeyFile_isOneSentence_withoutItsContent(String text, String said) throws Exception {
    Path file = Files.writeString(folder.resolve("key.json"), text);
    assertFails(file, said);
  }

  @Test
  void unreadableKeyFile_isOneSentence() throws Exception {
    assertFails(folder.resolve("absent"), "no such file");
    assertFails(folder, "not a file");
    Path huge = Files.write(folder.resolve("huge"), new byte[70_000]);
    assertFails(huge, "longer than 65536 bytes");
  }

  private static void assertFails(Path file, String said) {
    IdentitySource source = factory(Map.of()).source(new SourceSettings.KeyFile("main", file));
    assertThatThrownBy(() -> current(source))
        .hasMessageStartingWith("identity main: " + file + ": " + said)
        .hasMessageNotContaining("planted");
  }

  private static SourceFactory factory(Map<String, String> variables) {
    return new SourceFactory(VERTX, variables::get);
  }

  private static String json(String id, String secret) {
    return "{\"AccessKeyId\":\"" + id + "\",\"AccessKeySecret\":\"" + secret + "\"}";
  }

  private static AccessKey current(IdentitySource source) throws Exception {
    try {
      return source.current().toCompletionStage().toCompletableFuture().get(9, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw (RuntimeException) e.getCause();
    }
  }
}
