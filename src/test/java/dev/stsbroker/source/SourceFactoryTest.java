package dev.stsbroker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.testing.PrivateFile;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys from files and variables, and all that can be wrong with them. */
class SourceFactoryTest {
  @TempDir private Path folder = Path.of("");

  private final TestingIdentities identities = new TestingIdentities();

  @AfterEach
  void close() {
    identities.close();
  }

  @Test
  void keyFile_isReadAnewAtEachUse() throws Exception {
    Path file = folder.resolve("key.json");
    Identity identity = keyFile(file);
    write(file, json("old", "s1"));
    assertThat(signer(identity).id()).isEqualTo("old");
    write(file, "\uFEFF" + json("new", "s2").replace(",", ",\r\n"));
    assertThat(signer(identity).id()).isEqualTo("new");
    assertThat(signer(identity).secret().reveal()).isEqualTo("s2");
  }

  @Test
  void keyFiles_mayEndInANewline() throws Exception {
    Path id = write(folder.resolve("id"), "\uFEFFthe-id\n");
    Path secret = write(folder.resolve("secret"), "the-secret\r\n");
    AccessKey key = signer(identities.make(new SourceSettings.KeyFiles("main", id, secret, false)));
    assertThat(key.id()).isEqualTo("the-id");
    assertThat(key.secret().reveal()).isEqualTo("the-secret");
    assertThat(key.securityToken()).isNull();
  }

  @Test
  void environment_isTheSdksVariables() throws Exception {
    identities.variables(
        Map.of(
            "ALIBABA_CLOUD_ACCESS_KEY_ID", "id",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret",
            "ALIBABA_CLOUD_SECURITY_TOKEN", "token"));
    AccessKey key = signer(identities.make(new SourceSettings.Environment("env")));
    assertThat(key.id()).isEqualTo("id");
    assertThat(key.securityToken()).isNotNull();
  }

  @Test
  void environment_saysWhichVariableIsMissing() {
    identities.variables(Map.of("ALIBABA_CLOUD_ACCESS_KEY_ID", "id"));
    Identity identity = identities.make(new SourceSettings.Environment("env"));
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessage("identity env: ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                              | :1: is empty
          []                                              | :1: no JSON object
          {"AccessKeyId":"planted"                        | :1: not JSON: a { is never closed
          {"AccessKeyId":"id","AccessKeySecret":""}       | :1: no AccessKeySecret
          {"accessKeyId":"id","accessKeySecret":"planted"}| :1: "accessKeyId" stands for AccessKeyId
          {"AccessKeyId":7,"AccessKeySecret":"planted"}   | :1: AccessKeyId is no text
          """)
  void badKeyFile_isOneSentence_withoutItsContent(String text, String said) throws Exception {
    assertFails(write(folder.resolve("key.json"), text), said);
  }

  @Test
  void unreadableKeyFile_isOneSentence() throws Exception {
    assertFails(folder.resolve("absent"), ": no such file");
    assertFails(folder, ": not a file");
    Path huge = write(folder.resolve("huge"), "x");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(100_000_000);
    }
    assertFails(huge, ": longer than 65536 bytes");
  }

  @Test
  @Timeout(60)
  void pipe_isNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertFails(pipe, ": not a file");
  }

  @Test
  void keyFile_ofOthers_isRefused_untilTheyAreAllowed() throws Exception {
    Path file = write(folder.resolve("key.json"), json("id", "secret"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertFails(
        file, ": mode 0640 opens it to other users (expected: 0600 or 0400, or allowOthers");
    Identity allowed = identities.make(new SourceSettings.KeyFile("main", file, true));
    assertThat(signer(allowed).id()).isEqualTo("id");
  }

  @ParameterizedTest
  @CsvSource({"gone", "half", "empty", "open"})
  void lastGoodKey_isUsedOn_whileTheFileIsBroken(String how) throws Exception {
    Path file = write(folder.resolve("key.json"), json("good", "secret"));
    Identity identity = keyFile(file);
    signer(identity);
    spoil(file, how);
    assertThat(signer(identity).id()).isEqualTo("good");
    assertThat(signer(identity).id()).isEqualTo("good");
    assertThat(identities.told()).hasSize(1).first().asString().startsWith("kept main: " + file);
    Files.deleteIfExists(file);
    write(file, json("next", "secret"));
    assertThat(signer(identity).id()).isEqualTo("next");
  }

  private static void spoil(Path file, String how) throws Exception {
    switch (how) {
      case "gone" -> Files.delete(file);
      case "half" -> Files.writeString(file, "{\"AccessKeyId\":\"next");
      case "empty" -> Files.writeString(file, "");
      default -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  @Test
  void followersThatThrow_breakNeitherReadingsNorCalls() throws Exception {
    identities.breakFollowers();
    Path file = write(folder.resolve("key.json"), json("good", "secret"));
    Identity identity = keyFile(file);
    assertThat(signer(identity).id()).isEqualTo("good");
    Files.writeString(file, json("next", "secret"));
    assertThat(signer(identity).id()).isEqualTo("next");
    assertThat(identities.told()).containsExactly("new key of main");
  }

  @Test
  void lastGoodKey_isForgotten_whenStsTakesItForBroken() throws Exception {
    Path file = write(folder.resolve("key.json"), json("good", "secret"));
    Identity identity = keyFile(file);
    signer(identity);
    Files.delete(file);
    identities.sts().refuse("InvalidAccessKeyId.Inactive", FailureKind.IDENTITY_BROKEN);
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("Inactive");
    assertThatThrownBy(() -> identities.assume(identity)).hasMessageContaining("no such file");
  }

  private void assertFails(Path file, String said) {
    Identity identity = keyFile(file);
    assertThatThrownBy(() -> identities.assume(identity))
        .hasMessageStartingWith("identity main: " + file + said)
        .hasMessageNotContaining("planted");
  }

  private Identity keyFile(Path file) {
    return identities.make(new SourceSettings.KeyFile("main", file, false));
  }

  private AccessKey signer(Identity identity) throws Exception {
    identities.assume(identity);
    return identities.sts().lastSigner();
  }

  private static Path write(Path file, String text) throws Exception {
    PrivateFile.write(file, text);
    return file;
  }

  private static String json(String id, String secret) {
    return "{\"AccessKeyId\":\"" + id + "\",\"AccessKeySecret\":\"" + secret + "\"}";
  }
}
