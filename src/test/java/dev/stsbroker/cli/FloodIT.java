package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.KeepAliveClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged broker with the heap that the launcher gives and few file descriptors, while
 * strangers hold all connections they can get, on either listener.
 */
class FloodIT {
  private static final int DESCRIPTORS = 256;

  /** Before that each new connection waits for a reading of the kernel's table of sockets. */
  private static final boolean QUICK = Runtime.version().feature() >= 22;

  /** In each flood; so many callers have to be served, one after the other. */
  private static final int CALLERS = QUICK ? 300 : 60;

  private static final int PROBES = QUICK ? 40 : 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void callers_areServed_whateverStrangersHold() throws Exception {
    int port = FreePort.any();
    int admin = FreePort.any();
    try (ServerSocket hanging = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      configure(port, admin, hanging.getLocalPort());
      try (Packaged broker =
          Packaged.startWithin(DESCRIPTORS, folder, "sandbox", "--config", "broker.yaml")) {
        broker.await(url(port, "/credentials/reader"), 200);
        long before = broker.printed().lines().count();
        for (int flooded : new int[] {port, admin}) {
          String path = flooded == port ? "/credentials" : "/metrics";
          assertServed("headers", port, admin, () -> Flood.headers(flooded, path));
          assertServed("pipeline", port, admin, () -> Flood.pipeline(flooded, path));
          assertServed("silent", port, admin, () -> Flood.silent(flooded));
        }
        assertServed("waiting", port, admin, () -> Flood.waiting(port, "/credentials/hanging"));
        broker.await(url(admin, "/livez"), 200);
        List<String> lines = broker.printed().lines().skip(before).toList();
        assertThat(lines).hasSizeLessThan(30).noneMatch(line -> line.startsWith("\tat "));
      }
    }
  }

  /** On either listener; a connection that others push out while it is new may be one in twenty. */
  private static void assertServed(String kind, int port, int admin, Supplier<Flood> flooding)
      throws Exception {
    try (Flood flood = flooding.get();
        Load jobs = new Load(url(port, "/credentials/reader"), 1)) {
      jobs.awaitServed(CALLERS);
      int probesFailed = failedProbes(admin);
      jobs.finish();
      int failed = jobs.complaints().size();
      System.out.printf(
          Locale.ROOT,
          "%s, %d connections: %d callers served, failed: %d; %d probes, failed: %d%n",
          kind,
          flood.opened(),
          jobs.served(),
          failed,
          PROBES,
          probesFailed);
      assertThat(failed).as(jobs.complaints().toString()).isLessThan(CALLERS / 20);
      assertThat(probesFailed).isLessThanOrEqualTo(PROBES / 20);
    }
  }

  /** Each on a connection of its own. */
  private static int failedProbes(int port) {
    int failed = 0;
    for (int i = 0; i < PROBES; i++) {
      try (KeepAliveClient probe = new KeepAliveClient(port, "/livez", false)) {
        failed += probe.get() == 200 ? 0 : 1;
      } catch (IOException e) {
        failed++;
      }
    }
    return failed;
  }

  private void configure(int port, int admin, int hanging) throws IOException {
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
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
