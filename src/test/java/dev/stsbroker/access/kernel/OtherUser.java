package dev.stsbroker.access.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.io.ProcessUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of another user that connects, and stays until it is closed. */
final class OtherUser implements AutoCloseable {
  private final Process process;

  private OtherUser(Process process) {
    this.process = process;
  }

  /** Skips a test where there can be none. The system's Python: others may not be for all users. */
  static void assume() throws IOException {
    boolean able =
        Stream.of("/usr/bin/setpriv", "/usr/bin/python3")
            .allMatch(program -> Files.isExecutable(Path.of(program)));
    assumeTrue(ProcessUser.number() == 0 && able, "needs root, setpriv and the system's python3");
  }

  /**
   * Connects.
   *
   * @param connecting lines of Python that make the connection {@code s}; arguments are in {@code
   *     a}
   */
  static OtherUser connect(int uid, int gid, String groups, String connecting, Object... arguments)
      throws IOException {
    String script =
        "import socket, sys, struct\na = sys.argv[1:]\n"
            + connecting
            + "\nprint('connected', flush=True)\nsys.stdin.read()\n";
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/setpriv", "--reuid", "" + uid, "--regid", "" + gid);
    builder
        .command()
        .addAll(groups.isEmpty() ? List.of("--clear-groups") : List.of("--groups", groups));
    builder.command().addAll(List.of("/usr/bin/python3", "-c", script));
    Stream.of(arguments).forEach(argument -> builder.command().add("" + argument));
    Process process = builder.redirectErrorStream(true).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(said.readLine()).isEqualTo("connected");
    return new OtherUser(process);
  }

  long pid() {
    return process.pid();
  }

  /** Has it end, which closes its connection. */
  void leave() {
    try {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    leave();
  }
}
