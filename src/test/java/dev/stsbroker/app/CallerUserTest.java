package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.testing.Ipv6;
import dev.stsbroker.testing.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
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

/** Profiles for certain users, asked for by processes of several users over real sockets. */
class CallerUserTest {
  private static final String PATH = "/credentials/reader";
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";

  private static final String IN_USE = "Address already in use";
  private static final String[] IPV4 = {"AF_INET", "127.0.0.1"};
  private static final String[] MAPPED = {"AF_INET6", "::ffff:127.0.0.1"};

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

  @Test
  void profile_isServedToItsUsersAlone_andAReloadTellsWhoLostIt() throws Exception {
    reserve("uids: [" + own + "]");
    assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
    try (LogLines log = new LogLines()) {
      reserve("uids: [4242]");
      for (int i = 0; i < 3; i++) {
        assertThat(broker.get(PATH).statusCode()).isEqualTo(403);
      }
      assertThat(broker.get(PATH).body())
          .contains("\"Code\":\"CallerDenied\"")
          .contains("profile reader: not for the caller, which is of uid " + own);
      assertThat(log.all().stream().filter(line -> line.contains("a caller of another user")))
          .hasSize(1)
          .allMatch(line -> line.contains("profile=reader uid=" + own));
      assertThat(log.all()).anyMatch(line -> line.contains("users uid " + own + " -> uid 4242"));
    }
    assertThat(broker.admin("/metrics"))
        .contains("requests_rejected_total{contract=\"credentials-uri\",reason=\"CallerDenied\"}");
  }

  @Test
  void userAndSecret_haveBothToHold() throws Exception {
    String secret = "the-old-secret-of-a-job";
    broker.write("jobs.secret", secret + "\n");
    reserve("uids: [" + own + "], secretFile: jobs.secret");
    assertThat(broker.get(PATH).statusCode()).isEqualTo(401);
    assertThat(broker.getWith(PATH, secret).statusCode()).isEqualTo(200);
    reserve("uids: [4242], secretFile: jobs.secret");
    assertThat(broker.getWith(PATH, secret).statusCode()).isEqualTo(403);
  }

  @Test
  void callerThatNamesNoProfile_getsTheOneForItsUser() throws Exception {
    broker.write(
        broker
            .original()
            .replace("oss-admin'}", "oss-admin', access: {uids: [4242]}}")
            .concat("  mine: {" + ROLE + ", access: {uids: [" + own + "]}}\n")
            .concat("defaultProfile: reader\n"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(broker.get("/").body())
        .contains("\n  mine (for certain users)\n", "\n  reader (for certain users)\n");
    assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
    assertThat(broker.get("/latest/meta-data/ram/security-credentials/").body()).isEqualTo("mine");
  }

  /** The kernel is asked once a connection, and the answer holds for all of its requests. */
  @Test
  void keptConnection_isDecidedByEachConfiguration() throws Exception {
    reserve("uids: [" + own + "]");
    try (SocketChannel kept = connect()) {
      assertThat(ask(kept)).startsWith("HTTP/1.1 200");
      assertThat(ask(kept)).startsWith("HTTP/1.1 200");
      reserve("uids: [4242]");
      assertThat(ask(kept)).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void processesOfThreeUsers_areToldApart_overIpv4AndMappedIpv4() throws Exception {
    assumeOtherUsers();
    reserve("uids: [4242, 4243]");
    for (String[] way : Ipv6.isThere() ? List.of(IPV4, MAPPED) : List.<String[]>of(IPV4)) {
      assertThat(as(4242, way[0], way[1], broker.port())).contains(" 200 ");
      assertThat(as(4243, way[0], way[1], broker.port())).contains(" 200 ");
      assertThat(as(4244, way[0], way[1], broker.port())).contains(" 403 ").contains("uid 4244");
      assertThat(as(0, way[0], way[1], broker.port())).contains(" 403 ").contains("uid 0");
    }
  }

  /** A port that a user has left belongs to whoever uses it next. */
  @Test
  void reusedPort_isOfItsNextUser() throws Exception {
    assumeOtherUsers();
    reserve("uids: [4242]");
    String said = IN_USE;
    for (int i = 0; i < 10 && said.contains(IN_USE); i++) {
      said = as(4242, IPV4[0], IPV4[1], broker.port(), portLeft());
    }
    assertThat(said).contains(" 200 ");
  }

  /** A port that this user had a connection from, which others of this machine may take first. */
  private int portLeft() throws IOException {
    try (SocketChannel first = connect()) {
      assertThat(ask(first)).startsWith("HTTP/1.1 403");
      first.setOption(StandardSocketOptions.SO_LINGER, 0);
      return ((InetSocketAddress) first.getLocalAddress()).getPort();
    }
  }

  @Test
  void unixSocket_tellsItsUsersApart() throws Exception {
    Path socket = folder.resolve("s");
    String text = "listen: ['unix:" + socket + "']";
    broker.write(guarded("uids: [" + own + "]").replace("listen: [127.0.0.1:0]", text));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(overUnix(socket)).startsWith("HTTP/1.1 200");
    broker.write(guarded("uids: [4242]").replace("listen: [127.0.0.1:0]", text));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(overUnix(socket)).startsWith("HTTP/1.1 403").contains("uid " + own);
  }

  private static String overUnix(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return ask(channel);
    }
  }

  private String guarded(String access) {
    return broker.original().replace("oss-admin'}", "oss-admin', access: {" + access + "}}");
  }

  private void reserve(String access) throws Exception {
    broker.write(guarded(access));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], broker.port()));
  }

  private static String ask(SocketChannel channel) throws IOException {
    String request = "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(8192);
    String text = "";
    while (!text.contains("}") && channel.read(answer) > 0) {
      text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
    return text;
  }

  private static String as(int uid, String family, String host, int... ports) throws Exception {
    String script =
        """
        import socket, sys
        s = socket.socket(socket.%s)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if len(sys.argv) > 3: s.bind((sys.argv[1], int(sys.argv[3])))
        s.connect((sys.argv[1], int(sys.argv[2])))
        s.sendall(b"GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n")
        text = b""
        while True:
            more = s.recv(4096)
            if not more: break
            text += more
        print(text.decode())
        """
            .formatted(family, PATH);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/setpriv", "--reuid", "" + uid, "--clear-groups", "/usr/bin/python3", "-c");
    builder.command().add(script);
    builder.command().add(host);
    for (int port : ports) {
      builder.command().add("" + port);
    }
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Python of the system: other users may not read one that root has made for itself. */
  private void assumeOtherUsers() {
    boolean able =
        Stream.of("/usr/bin/setpriv", "/usr/bin/python3")
            .allMatch(program -> Files.isExecutable(Path.of(program)));
    assumeTrue(own == 0 && able, "needs root, setpriv and the system's python3");
  }
}
