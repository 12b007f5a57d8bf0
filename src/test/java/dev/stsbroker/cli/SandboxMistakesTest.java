package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.ConfigReader;
import dev.stsbroker.config.LoadedConfig;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sandbox command says of its own section, with the line. */
class SandboxMistakesTest {
  private static final String BROKER =
      """
      identities:
        default: { type: environment }
      profiles:
        reader: { roleArn: "acs:ram::1234567890123456:role/r" }
      """;

  @TempDir Path folder;
  private final Vertx vertx = VertxLifecycle.vertx();

  @AfterEach
  void close() throws Exception {
    VertxLifecycle.await(vertx.close());
  }

  @Test
  void everyProblem_hasItsLine() throws Exception {
    assertThat(
            said(
                """
                sandbox:
                  sts: 127.0.0.1
                  accounts:
                    - id: "12345678x"
                      users:
                        - name: bob
                          accessKeyId: LTAI5tExample
                          accessKeySecret: hunter 2
                          active: "yes"
                      roles:
                        - name: oss-admin
                          maxSessionDuration: 60
                          trustPolicy:
                            Version: "1"
                            Statement: []
                """))
        .containsExactly(
            "broker.yaml:6: sandbox.sts: 127.0.0.1 (expected: <address>:<port>)",
            "broker.yaml:8: sandbox.accounts[0].id: 12345678x (expected: an account id, digits)",
            "broker.yaml:12: sandbox.accounts[0].users[0].accessKeySecret: ****** (expected: text"
                + " without spaces)",
            "broker.yaml:13: sandbox.accounts[0].users[0].active: yes (expected: true or false)",
            "broker.yaml:19: sandbox.accounts[0].roles[0].trustPolicy.Statement: an empty array"
                + " (expected: at least one statement)",
            "broker.yaml:16: sandbox.accounts[0].roles[0].maxSessionDuration: 60 (expected:"
                + " 60m..12h)");
  }

  @Test
  void section_isMissed_whereItShouldBe() throws Exception {
    assertThat(said(""))
        .containsExactly(
            "broker.yaml:1: sandbox: is missing (expected: the emulated cloud's accounts)");
  }

  private List<String> said(String section) throws Exception {
    Path file = Files.writeString(folder.resolve("broker.yaml"), BROKER + section);
    ConfigReader reader = ConfigFile.reader();
    LoadedConfig loaded = VertxLifecycle.await(reader.loadWithSandbox(vertx, file));
    IllegalArgumentException wrong =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> SandboxStart.start(vertx, loaded));
    return String.valueOf(wrong.getMessage()).replace(folder + "/", "").lines().toList();
  }
}
