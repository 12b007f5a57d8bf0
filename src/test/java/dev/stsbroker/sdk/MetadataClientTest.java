package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code com.aliyun:credentials-java} at the metadata service's address, which it lets nobody
 * change: in a network namespace that has the address on its loopback. Skipped where an
 * unprivileged process may not make one.
 */
class MetadataClientTest {
  private static final String SET_UP = "ip link set lo up && ip addr add 100.100.100.200/32 dev lo";

  @Test
  void client_getsWhatTheBrokerServes_whenItAsksTheInstance(@TempDir Path home) throws Exception {
    assumeTrue(inNamespace(home, "true").exitCode() == 0, "no network namespace can be made");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String program = PrintMetadataCredential.class.getName();

    ChildProcess job = inNamespace(home, "exec '%s' -cp '%s' %s".formatted(java, classes, program));

    assertThat(job.exitCode()).as(job.err()).isZero();
    List<String> lines = job.out().lines().toList();
    JsonObject served = new JsonObject(lines.get(1));
    assertThat(Served.printed(lines.get(0)))
        .isEqualTo(
            new Served(
                served.getString("AccessKeyId"),
                served.getString("AccessKeySecret"),
                served.getString("SecurityToken")));
    assertThat(lines.get(2))
        .as("requests: two tokens, the role's name, the credential")
        .isEqualTo("4.0");
  }

  private static ChildProcess inNamespace(Path home, String command) throws Exception {
    List<String> shell = List.of("unshare", "-rn", "sh", "-c", SET_UP + " && " + command);
    try {
      return ChildProcess.runAsJob(home, shell, Map.of());
    } catch (IOException missing) {
      return new ChildProcess(127, "", String.valueOf(missing.getMessage()));
    }
  }
}
