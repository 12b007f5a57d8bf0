package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.Waiting;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job listener on a unix socket: its file, its callers, and what a reload does to both. */
class UnixSocketTest {
  private static final String PATH = "/credentials/reader";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;
  private Path socket = Path.of("");

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
    socket = folder.resolve("broker.sock");
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void socket_servesWhatThePortServes_whateverTheHost() throws Exception {
    listenOnBoth();
    String body = broker.get(PATH).body();
    for (String host : new String[] {"localhost", "broker", "", "127.0.0.1:7070", "unix"}) {
      assertThat(get(PATH, "Host: " + host)).startsWith("HTTP/1.1 200 OK").endsWith(body);
    }
    assertThat(get(PATH)).startsWith("HTTP/1.1 400 ");
    assertThat(get(PATH, "Host: x", "Origin: http://x")).contains("BrowserRefused");
    assertThat(get(PATH, "Host: x", "X-Forwarded-For: 10.0.0.1")).contains("ForwardedRefused");
  }

  @Test
  void index_namesTheSocket_andNoAddressWhereNothingListens() throws Exception {
    listenOnBoth();
    assertThat(get("/", "Host: x"))
        .contains("sts-broker at unix:" + socket + "\n", "GET /credentials/<profile>")
        .contains("sts-broker fetch --url=unix:" + socket + " <profile> --format aliyun\n")
        .contains("curl --unix-socket " + socket + " http://localhost/credentials/<profile>\n")
        .contains("\n  reader\n")
        .doesNotContain("exec", "export", "_URI=", "127.0.0.1");
  }

  @Test
  void socket_isForOwnerAndGroup_andLeavesNothingElse() throws Exception {
    listenOnBoth();
    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("broker.yaml", "broker.sock", "key.json");
    }
  }

  @Test
  void socket_opensAndCloses_asTheConfigurationSays() throws Exception {
    listenOnBoth();
    assertThat(get(PATH, "Host: x")).contains("Success");
    broker.write(broker.original());
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    Waiting.until("the socket's file is gone", () -> !there(socket));
    listenOnBoth();
    assertThat(get(PATH, "Host: x")).contains("Success");
  }

  @Test
  void file_isRemoved_whenTheBrokerStops() throws Exception {
    listenOnBoth();
    broker.close();
    assertThat(there(socket)).isFalse();
  }

  @Test
  void file_isTakenOver_whenADeadProcessLeftIt() throws Exception {
    bind().close();
    assertThat(there(socket)).isTrue();
    listenOnBoth();
    assertThat(get(PATH, "Host: x")).contains("Success");
  }

  @Test
  void change_isRefused_whenTheSocketIsInUse() throws Exception {
    try (ServerSocketChannel other = bind()) {
      assertThat(refusal()).contains("cannot listen on unix:" + socket + ": the socket is in use");
      assertThat(other.isOpen()).isTrue();
      SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
    }
    assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void change_isRefused_whenTheFileIsNoSocket() throws Exception {
    Files.writeString(socket, "precious");
    assertThat(refusal()).contains("there is a file of that name, and it is no socket");
    assertThat(socket).hasContent("precious");
    socket = folder.resolve("nowhere/broker.sock");
    assertThat(refusal())
        .contains("is in a folder that does not exist", "mkdir -p " + folder.resolve("nowhere"));
  }

  @Test
  void file_isLeftAlone_whenAnotherProcessPutItsOwnThere() throws Exception {
    listenOnBoth();
    Files.delete(socket);
    try (ServerSocketChannel other = bind()) {
      broker.close();
      assertThat(there(socket)).isTrue();
      assertThat(other.isOpen()).isTrue();
    }
  }

  private ServerSocketChannel bind() throws Exception {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket));
  }

  private void listenOnBoth() throws Exception {
    assertThat(reload().statusCode()).isEqualTo(200);
  }

  private String refusal() throws Exception {
    HttpResponse<String> answer = reload();
    assertThat(answer.statusCode()).isNotEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> reload() throws Exception {
    String both = "[127.0.0.1:0, 'unix:" + socket + "']";
    broker.write(broker.original().replace("[127.0.0.1:0]", both));
    return broker.post("/reload");
  }

  private static boolean there(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private String get(String path, String... headers) throws Exception {
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String request = "GET " + path + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n";
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
  }
}
