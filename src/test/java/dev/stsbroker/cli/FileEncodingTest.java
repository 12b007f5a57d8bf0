package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for every file that people write: UTF-8, with or without a byte order mark. */
class FileEncodingTest {
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    FILES.put(
        "broker.yaml",
        """
        identities:
          key: {type: accessKeyFile, file: key.json}
          pod: {type: oidc, roleArn: "acs:ram::1234567890123456:role/r", tokenFile: token,
            providerArn: "acs:ram::1234567890123456:oidc-provider/ack"}
          two: {type: accessKeyFile, idFile: id, secretFile: secret}
        presets: {ours: ours.yaml}
        defaultProfile: a
        profiles:
          a: {roleArn: "acs:ram::1234567890123456:role/r", identity: key,
            policy: {file: policy.json}, access: {secretFile: callers.secret}}
          b: {roleArn: "acs:ram::1234567890123456:role/r", identity: pod,
            policy: {preset: ours, with: {bucket: my-bucket}}}
        """);
    FILES.put("key.json", "{\"AccessKeyId\": \"LTAI5t\", \"AccessKeySecret\": \"s\"}");
    FILES.put("id", "LTAI5t\n");
    FILES.put("secret", "s3cret\n");
    FILES.put("token", "e30.e30.c2ln\n");
    FILES.put("callers.secret", "0123456789abcdef0123456789abcdef\n");
    FILES.put(
        "policy.json",
        "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
            + " \"oss:GetObject\", \"Resource\": \"acs:oss:*:*:my-bucket/*\"}]}");
    FILES.put(
        "ours.yaml",
        """
        description: ours
        parameters: [{name: bucket, kind: bucket}]
        policy:
          Version: "1"
          Statement:
            - {Effect: Allow, Action: "oss:GetObject", Resource: "acs:oss:*:*:${bucket}/*"}
        """);
  }

  @TempDir private Path folder = Path.of("");

  @Test
  void byteOrderMark_isLeftOut_whicheverFileBeginsWithIt() throws Exception {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(file.getKey(), ("\uFEFF" + file.getValue()).getBytes(UTF_8));
    }
    assertThat(check(ExitCode.OK)).contains("is valid: 2 profiles, 3 identities.");
    assertThat(run(ExitCode.OK, "policy", "lint", folder.resolve("policy.json").toString()))
        .doesNotContain("error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker.yaml",
        "key.json",
        "id",
        "secret",
        "token",
        "callers.secret",
        "policy.json",
        "ours.yaml"
      })
  void utf16_isRefused_withTheFileAndTheWayOut(String name) throws Exception {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(file.getKey(), file.getValue().getBytes(UTF_8));
    }
    String text = FILES.getOrDefault(name, "");
    for (byte[] wide : new byte[][] {text.getBytes(UTF_16), text.getBytes(UTF_16LE)}) {
      write(name, wide);
      assertThat(check(ExitCode.WRONG_USAGE).lines())
          .filteredOn(line -> line.contains("UTF-16"))
          .singleElement()
          .asString()
          .startsWith(folder.resolve(name) + ":1: ")
          .endsWith(
              "is UTF-16 text (expected: UTF-8; choose UTF-8 where the editor saves it, or iconv -f"
                  + " UTF-16 -t UTF-8)");
    }
  }

  private void write(String name, byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve(name), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private String check(int exitCode) {
    return run(exitCode, "check", "--config", folder.resolve("broker.yaml").toString());
  }

  private static String run(int exitCode, String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    int exit = Main.commands().setOut(out).setErr(out).execute(arguments);
    assertThat(exit).as("%s", printed).isEqualTo(exitCode);
    return printed.toString();
  }
}
