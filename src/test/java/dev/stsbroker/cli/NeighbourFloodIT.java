package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.testing.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged broker while a process of another user floods it in every way there is: the short
 * form of {@code src/test/python/neighbour.py}, which prints figures.
 */
class NeighbourFloodIT {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String SCRIPT = "src/test/python/neighbour.py";
  private static final String HOSTILE = "4242";

  @TempDir private Path folder = Path.of("");

  @Test
  void callerBesideAFloodOfAnotherUser_isAlwaysServed() throws Exception {
    assumeTrue(
        Files.getAttribute(folder, "unix:uid").equals(0) && Files.isExecutable(PYTHON),
        "needs root and the system's python3");
    int port = FreePort.any();
    int admin = FreePort.any();
    try (ServerSocket hanging = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      configure(port, admin, hanging.getLocalPort());
      try (Packaged broker = Packaged.start(folder, "sandbox", "--config", "broker.yaml")) {
        broker.await("http://127.0.0.1:" + port + "/credentials/reader", 200);
        long before = broker.printed().lines().count();
        JsonObject found = flood(port, admin);
        System.out.println(found.encode());
        JsonObject flooded = found.getJsonObject("flooded");
        assertThat(flooded.getJsonObject("failed")).isEmpty();
        assertThat(flooded.getJsonObject("kept").getInteger("n")).isPositive();
        if (Runtime.version().feature() >= 22) {
          // On Java 17 a new connection waits for a second or two behind the flood.
          assertThat(flooded.getJsonObject("new").getInteger("n")).isPositive();
        }
        assertThat(found.getJsonObject("rejected").stream()).as("the flood").isNotEmpty();
        assertThat(broker.printed().lines().count() - before).isLessThan(1_000);
      }
    }
  }

  private static JsonObject flood(int port, int admin) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    PYTHON.toString(),
                    SCRIPT,
                    "--port",
                    "" + port,
                    "--admin",
                    "" + admin,
                    "--uid",
                    HOSTILE,
                    "--calm",
                    "1",
                    "--seconds",
                    "4"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).startsWith("{");
    return new JsonObject(said);
  }

  private void configure(int port, int admin, int hanging) throws IOException {
    Files.writeString(folder.resolve("jobs.secret"), "the-secret-of-the-guarded-profile\n");
    Files.writeString(
        folder.resolve("broker.yaml"),
        """
        listen: [127.0.0.1:%1$d]
        admin: 127.0.0.1:%2$d
        sts: {endpoint: 'http://127.0.0.1:%3$d'}
        identities:
          main: {type: accessKey, id: LTAI5tTestKey, secret: secret-of-the-key}
          hung: {type: credentialsUri, uri: 'http://127.0.0.1:%4$d/credentials'}
        defaultProfile: reader
        profiles:
          reader: {roleArn: 'acs:ram::1234567890123456:role/oss-admin', identity: main}
          guarded:
            roleArn: acs:ram::1234567890123456:role/oss-admin
            identity: main
            access: {secretFile: jobs.secret}
          scratch:
            roleArn: acs:ram::1234567890123456:role/oss-admin
            identity: main
            parameters: {job: "[a-z0-9][a-z0-9-]{0,39}"}
            policy:
              preset: oss-read-write
              with: {bucket: scratch, prefix: "jobs/${param.job}/"}
          hanging:
            roleArn: acs:ram::1234567890123456:role/oss-admin
            identity: hung
            prefetch: false
        sandbox:
          sts: 127.0.0.1:%3$d
          accounts:
            - id: "1234567890123456"
              users: [{name: broker, accessKeyId: LTAI5tTestKey, accessKeySecret: secret-of-the-key}]
              roles: [{name: oss-admin}]
        """
            .formatted(port, admin, FreePort.any(), hanging));
    Files.setPosixFilePermissions(
        folder.resolve("jobs.secret"), PosixFilePermissions.fromString("rw-------"));
  }
}
