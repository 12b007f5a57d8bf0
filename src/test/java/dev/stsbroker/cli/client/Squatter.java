package dev.stsbroker.cli.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.io.ProcessUser;
import dev.stsbroker.testing.Ipv6;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of another user that listens where a broker would, answers 401, and tells how much it
 * was sent. Only root can start it; Python, because it takes no class path that the other user
 * would have to read.
 */
final class Squatter implements AutoCloseable {
  static final int UID = 65533;

  private static final String SCRIPT =
      """
      import os, socket, sys
      family, address, folder, accepts = sys.argv[1:5]
      os.chdir(folder)
      os.umask(0)
      os.setgid(int(sys.argv[5]))
      os.setuid(int(sys.argv[5]))
      s = socket.socket(getattr(socket, family))
      s.bind(address if family == 'AF_UNIX' else (address, 0))
      s.listen(8)
      print('unix' if family == 'AF_UNIX' else s.getsockname()[1], flush=True)
      while True:
          if accepts == 'later':
              sys.stdin.readline()
          c = s.accept()[0]
          got = b''
          while b'\\r\\n\\r\\n' not in got:
              more = c.recv(4096)
              if not more:
                  break
              got += more
          print(len(got), b'the-secret' in got, flush=True)
          try:
              c.sendall(b'HTTP/1.1 401 X\\r\\nContent-Length: 2\\r\\n\\r\\n{}')
          except OSError:
              pass
          c.close()
      """;

  private final Process process;
  private final BufferedReader said;
  private final String place;

  private Squatter(Process process) throws IOException {
    this.process = process;
    this.said = process.inputReader();
    this.place = said.readLine();
  }

  /**
   * Starts one that accepts at once.
   *
   * @param family {@code AF_INET}, {@code AF_INET6} or {@code AF_UNIX}
   * @param address to bind; of a unix socket the file's name
   * @param folder it may write to
   */
  static Squatter accepting(String family, String address, Path folder) throws IOException {
    return start(family, address, folder, "accepting");
  }

  /** Starts one that leaves connections in its queue until asked what it {@link #got}. */
  static Squatter waiting(String family, String address, Path folder) throws IOException {
    return start(family, address, folder, "later");
  }

  private static Squatter start(String family, String address, Path folder, String accepts)
      throws IOException {
    assumeTrue(ProcessUser.number() == 0, "only root can start a process of another user");
    assumeTrue(!family.equals("AF_INET6") || Ipv6.isThere(), "this machine has no IPv6");
    String uid = Integer.toString(UID);
    List<String> command =
        List.of("python3", "-c", SCRIPT, family, address, folder.toString(), accepts, uid);
    return new Squatter(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  String url(String host) {
    return "http://" + host + ":" + place;
  }

  /** What the next connection brought: a number of bytes, and whether the secret is in them. */
  String got() throws IOException {
    OutputStream go = process.getOutputStream();
    go.write('\n');
    go.flush();
    return said.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
