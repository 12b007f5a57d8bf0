package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged broker, killed without warning while callers ask, and started again. */
class KillAndRestartIT {
  private static final int LIVES = 4;
  private static final int CALLERS = 8;
  private static final int SIGKILLED = 128 + 9;

  @TempDir private Path folder = Path.of("");
  private int port;

  @BeforeEach
  void configure() throws IOException {
    port = FreePort.any();
    int stsPort = FreePort.any();
    String broker =
        """
        listen: [127.0.0.1:%d]
        admin: 127.0.0.1:%d
        sts: {endpoint: 'http://127.0.0.1:%d'}
        profiles:
          reader: {roleArn: 'acs:ram::1234567890123456:role/oss-admin'}
        identities:
          main: {type: accessKey, id: LTAI5tTestKey, secret: secret-of-the-key}
        """
            .formatted(port, FreePort.any(), stsPort);
    String cloud =
        """
        sandbox:
          sts: 127.0.0.1:%d
          accounts:
            - id: "1234567890123456"
              users: [{name: broker, accessKeyId: LTAI5tTestKey, accessKeySecret: secret-of-the-key}]
              roles: [{name: oss-admin}]
        """
            .formatted(stsPort);
    PrivateFile.write(folder.resolve("broker.yaml"), broker);
    Files.writeString(folder.resolve("cloud.yaml"), broker + cloud);
  }

  @Test
  void broker_servesAgainWithOneCall_whenKilledUnderLoadAndRestarted() throws Exception {
    try (Packaged cloud =
        Packaged.start(folder, "sandbox", "--cloud-only", "--config", "cloud.yaml")) {
      Packaged broker = serve();
      broker.await(url(), 200);
      try (Load load = new Load(url(), CALLERS)) {
        for (int life = 1; life < LIVES; life++) {
          load.awaitServed(2_000);
          broker = killAndRestart(broker, load);
        }
        load.awaitServed(2_000);
        load.finish();
        assertThat(load.complaints()).isEmpty();
        assertThat(load.keys()).hasSize(LIVES);
        System.out.printf(
            Locale.ROOT,
            "%d lives: %d callers served, all with whole answers; %d times out of reach while down%n",
            LIVES,
            load.served(),
            load.unreachable());
      } finally {
        broker.close();
      }
      assertThat(cloud.printed().lines().filter(line -> line.contains("AssumeRole")))
          .hasSize(LIVES);
    }
  }

  private Packaged killAndRestart(Packaged broker, Load load) throws Exception {
    load.expectDown(true);
    broker.close();
    assertThat(broker.exitCode()).isEqualTo(SIGKILLED);
    long start = System.nanoTime();
    Packaged next = serve();
    load.awaitServed(1);
    System.out.printf(
        Locale.ROOT,
        "served again %d ms after the restart began%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    // Those that asked before may still be told that nobody listened: their turn ends first.
    load.awaitServed(10 * CALLERS);
    load.expectDown(false);
    return next;
  }

  private Packaged serve() throws IOException {
    return Packaged.start(folder, "serve", "--config", "broker.yaml");
  }

  private String url() {
    return "http://127.0.0.1:" + port + "/credentials";
  }
}
