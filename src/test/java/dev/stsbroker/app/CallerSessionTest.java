package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are named after their callers, over real sockets. */
class CallerSessionTest {
  private static final String PATH = "/credentials/reader";
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /** The system's: other users may not read one that root has made for itself. */
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;
  private long own;

  @BeforeEach
  void start() throws Exception {
    own = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** The session's name is the kernel's word, and each user's session its own. */
  @Test
  void sessions_areNamedAfterTheirCallers() throws Exception {
    try (LogLines log = new LogLines()) {
      name("u.${caller.user}-${caller.uid}");
      assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
      assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
      assertThat(issued(log)).hasSize(1).first().asString().matches("u\\..+-" + own);
      if (otherUsers()) {
        assertThat(as(4242)).isEqualTo("200");
        assertThat(as(4243)).isEqualTo("200");
        assertThat(as(4242)).isEqualTo("200");
        assertThat(issued(log).subList(1, issued(log).size()))
            .containsExactly("u.4242-4242", "u.4243-4243");
      }
    }
    assertThat(broker.get("/").body()).contains("reader (a session for each user)");
  }

  @Test
  void callersValues_areNobodysToChoose() throws Exception {
    name("u-${caller.uid}");
    assertThat(broker.get(PATH + "?caller.uid=7").statusCode()).isEqualTo(400);
    assertThat(broker.post("/profiles/reader/refresh?caller.uid=7").body())
        .contains("InvalidParameter", "a session for each caller");
  }

  /** Over a unix socket the kernel tells the group; over TCP nobody is of any. */
  @Test
  void profilesOfGroups_areForCallersOnUnixSockets() throws Exception {
    long group = ((Number) Files.getAttribute(folder, "unix:gid")).longValue();
    Path socket = folder.resolve("s");
    String listen = "listen: ['unix:" + socket + "', 127.0.0.1:0]";
    String others = "  other: {" + ROLE + ", access: {gids: [4242]}}\n";
    String both =
        "  both: {" + ROLE + ", access: {uids: [%d], gids: [%d]}}\n".formatted(own, group);
    broker.write(
        broker
                .original()
                .replace("listen: [127.0.0.1:0]", listen)
                .replace(
                    "oss-admin'}", "oss-admin', access: {uids: [4242], gids: [" + group + "]}}")
            + others
            + both
            + "defaultProfile: other\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);

    assertThat(overUnix(socket, "/credentials/both")).startsWith("HTTP/1.0 200");
    assertThat(overUnix(socket, "/credentials/other"))
        .startsWith("HTTP/1.0 403")
        .contains("not for the groups of the caller");
    assertThat(overUnix(socket, PATH))
        .startsWith("HTTP/1.0 403")
        .contains("which is of uid " + own);
    assertThat(overUnix(socket, "/latest/meta-data/ram/security-credentials/")).endsWith("both");
    assertThat(broker.get("/credentials/both").body())
        .contains("CallerDenied", "over TCP the kernel tells the user alone");
    assertThat(broker.get("/").body())
        .contains("both (for certain users and groups)", "other (for certain groups)");
  }

  private static String overUnix(Path socket, String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void name(String session) throws Exception {
    String named = "oss-admin', sessionName: '" + session + "'}";
    broker.write(broker.original().replace("oss-admin'}", named));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  /** The names of sessions that were issued to known callers, in order. */
  private static List<String> issued(LogLines log) {
    return log.all().stream()
        .filter(line -> line.contains(" caller.uid="))
        .map(line -> line.replaceAll(".* session=([^ ]*) .*", "$1"))
        .toList();
  }

  private boolean otherUsers() {
    return own == 0 && Stream.of(SETPRIV, PYTHON).allMatch(Files::isExecutable);
  }

  /** The status that a process of that user gets. */
  private String as(int uid) throws Exception {
    String script =
        "import urllib.request as r, sys; print(r.urlopen(sys.argv[1], timeout=60).status)";
    Process process =
        new ProcessBuilder(
                SETPRIV.toString(),
                "--reuid",
                "" + uid,
                "--clear-groups",
                PYTHON.toString(),
                "-c",
                script,
                "http://127.0.0.1:" + broker.port() + PATH)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }
}
