package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration to start from. */
class InitCommandTest {
  private static final String ROLE = "acs:ram::1000000000000001:role/reader";

  @TempDir private Path folder = Path.of("");
  private final StringWriter printed = new StringWriter();

  private int run(String... arguments) {
    PrintWriter both = new PrintWriter(printed, true);
    return Main.commands().setOut(both).setErr(both).execute(arguments);
  }

  private String file() {
    return folder.resolve("config/broker.yaml").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "auto,",
    "environment, ALIBABA_CLOUD_ACCESS_KEY_ID is not set",
    "accessKeyFile, 'the RAM console makes one: Users, the user, Create AccessKey)'",
    "ecsRamRole,",
    "credentialsUri,"
  })
  void written_isAccepted_andTheKeyAloneIsMissing(String identity, @Nullable String warning)
      throws IOException {
    assertThat(
            run(
                "init",
                "--role",
                ROLE,
                "--bucket",
                "b-1",
                "--identity",
                identity,
                "--config",
                file()))
        .isZero();
    assertThat(printed.toString())
        .contains("Next:", "check --online --config " + file(), "serve --config " + file())
        .doesNotContain("replace-me");
    String text = Files.readString(Path.of(file()));
    assertThat(text).contains("roleArn: " + ROLE, "bucket: b-1", "type: " + identity);
    assertThat(run("check", file())).isZero();
    assertThat(printed.toString()).contains("is valid");
    assertThat(printed.toString().lines().filter(line -> line.startsWith("warning: ")))
        .hasSize(warning == null ? 0 : 1)
        .allMatch(line -> line.endsWith(String.valueOf(warning)));
  }

  @Test
  void pods_areCheckedInPods() {
    assertThat(run("init", "--identity", "oidc", "--config", file())).isZero();
    assertThat(printed.toString()).contains("in a pod that has RRSA");
    assertThat(run("check", file())).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(printed.toString()).contains("ALIBABA_CLOUD_OIDC_TOKEN_FILE is not set");
  }

  @Test
  void whatIsNotSaid_isWarnedOf_byItsPlace() {
    assertThat(run("init", "--config", file())).isZero();
    assertThat(printed.toString()).contains("Replace what says replace-me in " + file());
    assertThat(run("check", file())).isZero();
    assertThat(printed.toString())
        .contains(
            ": profiles.bucket-reader.roleArn: still says replace-me",
            ": profiles.bucket-reader.policy.with.bucket: still says replace-me");
  }

  @Test
  void keyFile_isMadeForItsOwner_andHasNoKeyYet() throws IOException {
    assertThat(run("init", "--identity", "accessKeyFile", "--config", file())).isZero();
    Path key = folder.resolve("config/secrets/access-key.json");
    assertThat(Files.readString(key))
        .isEqualTo("{\"AccessKeyId\": \"\", \"AccessKeySecret\": \"\"}\n");
    assertThat(mode(key)).isEqualTo("rw-------");
    assertThat(mode(key.resolveSibling("."))).isEqualTo("rwx------");
    assertThat(mode(Path.of(file()))).matches("rw-(r--|---)(r--|---)");
    assertThat(printed.toString()).contains(key + ", and leave its mode 0600");
  }

  @Test
  void nothing_isEverReplaced() throws IOException {
    Path key = folder.resolve("config/secrets/access-key.json");
    Files.createDirectories(key.resolveSibling("."));
    Files.writeString(key, "a key");
    assertThat(run("init", "--identity", "accessKeyFile", "--config", file())).isZero();
    assertThat(key).hasContent("a key");
    String first = Files.readString(Path.of(file()));
    assertThat(run("init", "--bucket", "b-2", "--config", file())).isEqualTo(ExitCode.FAILED);
    assertThat(printed.toString()).contains(file() + ": exists, and is left as it is");
    assertThat(Path.of(file())).hasContent(first);

    Path link = folder.resolve("link.yaml");
    Files.createSymbolicLink(link, folder.resolve("nowhere.yaml"));
    assertThat(run("init", "--config", link.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(folder.resolve("nowhere.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--role|oss-admin|--role: oss-admin (expected: acs:ram::<account id>:role/<role name>)",
        "--role|acs:ram::1000000000000001:role/a: b|--role: ",
        "--bucket|My_Bucket|--bucket: My_Bucket (expected: 3 to 63 lower-case letters",
        "--bucket|b|--bucket: b (expected",
        "--identity|accessKey|--identity: accessKey (expected one of: auto, environment",
      })
  void wrongValues_areRefused_andNothingIsWritten(String option, String value, String said) {
    assertThat(run("init", option, value, "--config", file())).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(printed.toString()).startsWith(said);
    assertThat(folder).isEmptyDirectory();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
