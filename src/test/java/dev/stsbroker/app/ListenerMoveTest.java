package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.Ipv6;
import dev.stsbroker.testing.KeepAliveClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of a listener see while another takes its place. */
class ListenerMoveTest {
  /** All addresses, of both families where there are two. */
  private static final String ANY = Ipv6.isThere() ? "[::]" : "0.0.0.0";

  /** As long as a listener that leaves serves on. */
  private static final Duration NOTICE = Duration.ofSeconds(3);

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.startOnManualTime(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void oldListener_sendsItsCallersAwayWithAWholeAnswer_whenItIsReplaced() throws Exception {
    int old = broker.port();
    try (KeepAliveClient kept = new KeepAliveClient(old, "/credentials")) {
      assertThat(kept.get()).isEqualTo(200);
      assertThat(kept.lastAnswer()).isFalse();
      moveTo(FreePort.any());
      assertThat(kept.get()).isEqualTo(200);
      assertThat(kept.lastAnswer()).isTrue();
      assertThat(kept.closed()).isTrue();
    }
    try (KeepAliveClient late = new KeepAliveClient(old, "/credentials")) {
      assertThat(late.get()).isEqualTo(200);
      assertThat(late.lastAnswer()).isTrue();
    }
    broker.time().advance(NOTICE);
    broker.eventuallyClosed(old);
  }

  @Test
  void oldListener_staysOpen_whenItIsWantedBackBeforeItClosed() throws Exception {
    int first = FreePort.any();
    int second = FreePort.any();
    moveTo(first);
    moveTo(second);
    moveTo(first);
    try (KeepAliveClient kept = new KeepAliveClient(first, "/credentials")) {
      broker.time().advance(NOTICE);
      broker.eventuallyClosed(second);
      assertThat(kept.get()).isEqualTo(200);
      assertThat(kept.lastAnswer()).isFalse();
    }
  }

  /** The kernel gives a new connection to the listener whose address is the nearest. */
  @Test
  void listener_movesBetweenAnAddressAndAllOfThem_andNobodyIsRefused() throws Exception {
    int port = FreePort.any();
    moveTo(port);
    broker.eventuallyPort(port);
    for (String place : new String[] {"0.0.0.0", "127.0.0.1", ANY, "0.0.0.0", "127.0.0.1"}) {
      String yaml = broker.original().replace("[127.0.0.1:0]", "['" + place + ":" + port + "']");
      broker.write("allowRemote: true\n" + yaml);
      HttpResponse<String> answer = broker.post("/reload");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
      broker.time().advance(NOTICE);
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
    }
  }

  /** To close it would reset the connections that the kernel has given it and nobody has seen. */
  @Test
  void listenerThatAnotherTakesIn_staysOpen_untilNoneDoes() throws Exception {
    int port = FreePort.any();
    moveTo(port);
    broker.eventuallyPort(port);
    try (KeepAliveClient kept = new KeepAliveClient(port, "/credentials")) {
      for (String all : new String[] {"0.0.0.0", ANY}) {
        moveToAll(all, port);
        broker.time().advance(NOTICE);
        assertThat(kept.get()).isEqualTo(200);
        assertThat(kept.lastAnswer()).isFalse();
      }
      moveTo(FreePort.any());
      assertThat(kept.get()).isEqualTo(200);
      assertThat(kept.lastAnswer()).isTrue();
    }
    broker.time().advance(NOTICE);
    broker.eventuallyClosed(port);
  }

  /** What is another process's stays so. */
  @Test
  void addressBesideAnothersListener_isRefused_andTheOldOneServes() throws Exception {
    try (ServerSocket others = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"))) {
      String yaml =
          broker.original().replace("[127.0.0.1:0]", "['0.0.0.0:" + others.getLocalPort() + "']");
      broker.write("allowRemote: true\n" + yaml);
      assertThat(broker.post("/reload").body()).contains("the port is in use (another broker?)");
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
    }
  }

  private void moveToAll(String all, int port) throws Exception {
    String yaml = broker.original().replace("[127.0.0.1:0]", "['" + all + ":" + port + "']");
    broker.write("allowRemote: true\n" + yaml);
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  private void moveTo(int port) throws Exception {
    broker.write(broker.original().replace("[127.0.0.1:0]", "[127.0.0.1:" + port + "]"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }
}
