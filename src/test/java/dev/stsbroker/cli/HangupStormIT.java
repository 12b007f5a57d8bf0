package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged broker under a storm of SIGHUPs while callers ask. */
class HangupStormIT {
  private static final int SIGNALS = 200;
  private static final int CALLERS = 4;

  private static final String LATE =
      "  late: {roleArn: 'acs:ram::1234567890123456:role/oss-admin'}";

  private static final String CONFIG =
      """
      listen: [127.0.0.1:%1$d]
      admin: 127.0.0.1:%2$d
      sts: {endpoint: 'http://127.0.0.1:%3$d'}
      identities:
        main: {type: accessKey, id: LTAI5tTestKey, secret: secret-of-the-key}
      defaultProfile: reader
      profiles:
        reader: {roleArn: 'acs:ram::1234567890123456:role/oss-admin'}
      # more
      sandbox:
        sts: 127.0.0.1:%3$d
        accounts:
          - id: "1234567890123456"
            users: [{name: broker, accessKeyId: LTAI5tTestKey, accessKeySecret: secret-of-the-key}]
            roles: [{name: oss-admin}]
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void callers_noticeNothing_whenSignalsStorm() throws Exception {
    int port = FreePort.any();
    String before = CONFIG.formatted(port, FreePort.any(), FreePort.any());
    Path file = Files.writeString(folder.resolve("broker.yaml"), before);
    try (Packaged sandbox = Packaged.start(folder, "sandbox", "--config", "broker.yaml")) {
      sandbox.await(url(port, ""), 200);
      try (Load load = new Load(url(port, ""), CALLERS)) {
        load.awaitServed(1_000);
        for (int i = 0; i < SIGNALS; i++) {
          sandbox.hangUp();
        }
        // Nothing but the signals asked for this one: no file has changed yet.
        sandbox.awaitPrinted("generation=1 configuration read again, nothing has changed");
        Files.writeString(file, before.replace("# more", LATE));
        sandbox.hangUp();
        sandbox.await(url(port, "/late"), 200);
        load.awaitServed(1_000);
        load.finish();
        assertThat(load.complaints()).isEmpty();
        assertThat(load.keys()).hasSize(1);
        List<String> reloads =
            sandbox
                .printed()
                .lines()
                .filter(line -> line.matches(".* configuration (applied|read again).*"))
                .toList();
        System.out.printf(
            "%d SIGHUPs: %d reloads, %d requests served, failed: %d%n",
            SIGNALS, reloads.size() - 1, load.served(), load.complaints().size());
        assertThat(reloads).hasSizeGreaterThan(2);
      }
    }
  }

  private static String url(int port, String profile) {
    return "http://127.0.0.1:" + port + "/credentials" + profile;
  }
}
