package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.PrivateFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code check} says of files that identities are read from, without asking anybody. */
class OfflineCheckTest {
  private static final String KEY_FILE = "{type: accessKeyFile, file: key}";
  private static final String OIDC =
      "{type: oidc, roleArn: 'acs:ram::1234567890123456:role/pod', providerArn:"
          + " 'acs:ram::1234567890123456:oidc-provider/ack', tokenFile: key}";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                               | is empty
          {"AccessKeyId":"planted","AccessKeySec           | not JSON: a " is never closed
          {"AccessKeyId":"LTAI5t"}                         | no AccessKeySecret
          {"AccessKeyId":"LTAI5t","AccessKeySecret":"pläntéd"} | AccessKeySecret has another character at place 3
          """)
  void brokenKeyFile_isAProblem_withoutItsContent(String text, String said) throws Exception {
    String printed = check(2, KEY_FILE, text);
    assertThat(printed)
        .startsWith(folder.resolve("key") + ":1: identities.main: ")
        .contains(said, "(expected: ")
        .doesNotContain("planted", "pläntéd", "is valid");
  }

  @Test
  void emptySecretFile_isAProblem() throws Exception {
    Files.writeString(folder.resolve("id"), "LTAI5t");
    assertThat(check(2, "{type: accessKeyFile, idFile: id, secretFile: key}", "\n"))
        .contains(folder.resolve("key") + ":1: identities.main: empty (expected: one line)");
  }

  @Test
  void emptyToken_isAProblem_andAnExpiredOneAWarning() throws Exception {
    assertThat(check(2, OIDC, "")).contains("key:1: identities.main: empty (expected: one line)");
    assertThat(check(0, OIDC, token("{\"exp\":1700000000}")))
        .contains("key:1: identities.main: ", "the token expired at 2023-11-14T22:13:20Z")
        .contains("is valid");
    assertThat(check(0, OIDC, token("{\"exp\":4102444800}"))).doesNotContain("expired");
    assertThat(check(0, OIDC, "not.a.token")).contains("no JSON web token");
  }

  @Test
  void whatIsNotRead_isSaid() throws Exception {
    assertThat(check(0, KEY_FILE, "{\"AccessKeyId\":\"LTAI5t\",\"AccessKeySecret\":\"s\"}"))
        .contains("is valid", "Not checked: whether STS accepts them (--online does).");
    assertThat(check(0, "{type: ecsRamRole}", ""))
        .contains("nor whether there is anything behind main");
  }

  private static String token(String claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    byte[] bytes = claims.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return "e30." + encoder.encodeToString(bytes) + ".c2ln";
  }

  private String check(int exitCode, String identity, String text) throws Exception {
    PrivateFile.write(folder.resolve("key"), text);
    Path file =
        Files.writeString(
            folder.resolve("broker.yaml"),
            """
            identities: {main: %s}
            profiles: {reader: {roleArn: 'acs:ram::1234567890123456:role/oss-admin',
              policy: {preset: oss-get-only, with: {bucket: my-bucket}}}}
            """
                .formatted(identity));
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    CommandLine command =
        new CommandLine(new Main())
            .setExecutionExceptionHandler(new FailureReport())
            .setOut(out)
            .setErr(out);
    int exit = command.execute("check", "--config", file.toString());
    assertThat(exit).as("%s", printed).isEqualTo(exitCode);
    return printed.toString();
  }
}
