package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration is refused if others may change it, or any file that it names. */
class OpenFilesTest {
  private static final String ROLE = "roleArn: \"acs:ram::1234567890123456:role/r\"";
  private static final String YAML =
      """
      identities:
        key: { type: accessKeyFile, file: key.json, allowOthers: true }
        pair: { type: accessKeyFile, idFile: id, secretFile: secret, allowOthers: true }
        pod: { type: oidc, roleArn: "acs:ram::1234567890123456:role/r", providerArn: "acs:ram::1234567890123456:oidc-provider/p", tokenFile: token }
      presets: { ours: preset.yaml }
      profiles:
        one: { identity: key, policy: { file: policy.json }, %1$s }
        two: { identity: key, access: { secretFile: callers, allowOthers: true }, %1$s }
      """
          .formatted(ROLE);

  @TempDir Path folder;

  private ConfigFolder config = new ConfigFolder(Path.of(""));

  @BeforeEach
  void write() {
    config =
        new ConfigFolder(folder, Map.of("HIDDEN", "policy", "SECRET", "s"))
            .with("key.json", "{}")
            .with("id", "i")
            .with("secret", "s")
            .with("token", "t")
            .with("callers", "0123456789abcdef")
            .with(
                "policy.json",
                """
                {"Version": "1", "Statement": [
                  {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:b/*"}]}
                """)
            .with(
                "preset.yaml",
                """
                description: ours
                parameters: []
                policy: {Version: "1", Statement: {Effect: Allow, Action: "oss:GetObject", Resource: "acs:oss:*:*:b/*"}}
                """)
            .with("broker.yaml", YAML);
  }

  @Test
  void files_areRead_whenTheyAreOurs() throws IOException {
    assertThat(config.problemsOf("broker.yaml")).isEmpty();
    for (String name : List.of("key.json", "id", "secret", "token", "callers", "policy.json")) {
      mode(name, 0644);
    }
    assertThat(config.problemsOf("broker.yaml")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "key.json, identities.key.file",
    "id, identities.pair.idFile",
    "secret, identities.pair.secretFile",
    "token, identities.pod.tokenFile",
    "preset.yaml, presets.ours",
    "policy.json, profiles.one.policy.file",
    "callers, profiles.two.access.secretFile"
  })
  void file_isRefused_whenOthersMayChangeIt(String name, String place) throws IOException {
    mode(name, 0666);
    assertThat(config.problemsOf("broker.yaml"))
        .singleElement()
        .asString()
        .matches("<dir>/broker.yaml:[1-9]: .*")
        .endsWith(
            place
                + ": <dir>/"
                + name
                + " mode 0666 lets other users change it (expected: chmod 0644)");
  }

  @Test
  void configuration_isRefused_whenOthersMayChangeIt() throws IOException {
    mode("broker.yaml", 0666);
    assertThat(config.problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml: mode 0666 lets other users change it (expected: chmod 0644)");
  }

  @Test
  void everything_isTold_whenTheFolderIsOpen() throws IOException {
    Files.createDirectory(folder.resolve("open"));
    config.with("open/policy.json", Files.readString(folder.resolve("policy.json")));
    mode("open", 0777);
    mode("token", 0622);
    config.with("broker.yaml", YAML.replace("policy.json", "'open/${env:HIDDEN}.json'"));
    assertThat(config.problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml:4: identities.pod.tokenFile: <dir>/token mode 0622 lets other users change it"
                + " (expected: chmod 0600)",
            "<dir>/broker.yaml:7: profiles.one.policy.file: open/${env:HIDDEN}.json is below a folder, whose mode 0777"
                + " lets other users replace it (expected: chmod 0755 for the folder)");
  }

  @Test
  void inlineKey_isRefused_whenOthersMayReadTheConfiguration() throws IOException {
    String inline =
        """
        identities: { default: { type: accessKey, id: LTAI5tExample, secret: %s } }
        profiles: { p: { %s } }
        """;
    config.with("broker.yaml", inline.formatted("hunter2", ROLE));
    assertThat(config.problemsOf("broker.yaml")).isEmpty();
    mode("broker.yaml", 0640);
    assertThat(config.problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml:1: identities.default.secret: is in the configuration, whose mode 0640 opens it to other"
                + " users (expected: chmod 0600, or a file of its own: accessKeyFile)");
    config.with("broker.yaml", inline.formatted("\"${env:SECRET}\"", ROLE));
    mode("broker.yaml", 0644);
    assertThat(config.problemsOf("broker.yaml")).isEmpty();
  }

  private void mode(String name, int mode) throws IOException {
    Files.setAttribute(folder.resolve(name), "unix:mode", mode);
  }
}
