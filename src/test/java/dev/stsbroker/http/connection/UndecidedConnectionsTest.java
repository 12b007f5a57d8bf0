package dev.stsbroker.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that come, all places being taken, before the kernel has said whose they are. */
class UndecidedConnectionsTest {
  private static final long HOSTILE = 4242;
  private static final long OTHER = 7;
  private static final int PLACES = 4;
  private static final int PATIENCE_MILLIS = 60_000;

  private final Vertx vertx = ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Set<Integer> others = ConcurrentHashMap.newKeySet();
  private final CountDownLatch told = new CountDownLatch(1);
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> tooMany = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private int port;

  @BeforeEach
  void serve() throws Exception {
    Connections connections =
        Connections.atMost(PLACES).toldApartBy(new Peers(vertx, this::tellWhenAllowed));
    port =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(one -> connections.admit(one, new Http1ServerConfig(), tooMany::add))
            .requestHandler(
                request -> {
                  if (request.path().equals("/wait")) {
                    waiting.add("one");
                  } else {
                    var unused = request.response().end("answer");
                  }
                })
            .listen(0, "127.0.0.1")
            .await(60, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void close() throws Exception {
    told.countDown();
    for (Socket socket : sockets) {
      socket.close();
    }
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void silentConnection_isNotTakenForTheFloodsThatCameAfterIt() throws Exception {
    Socket other = connect(OTHER);
    for (int i = 0; i < 3 * PLACES; i++) {
      connect(HOSTILE);
    }
    awaitUndecided();
    told.countDown();
    assertThat(answer(other)).isEqualTo("HTTP/1.1 200 OK");
  }

  /** Also where as many of a flood are undecided as may be. */
  @Test
  void newConnection_isNotRefusedAsTheFloodsBeforeIt() throws Exception {
    for (int i = 0; i < PLACES; i++) {
      send(connect(HOSTILE), "/wait");
      assertThat(waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
    }
    for (int i = 0; i < 2 * AcceptGuard.FEW; i++) {
      send(connect(HOSTILE), "/wait");
    }
    Socket other = connect(OTHER);
    awaitUndecided();
    int accepted = AcceptGuard.FEW;
    while (tooMany.poll(200, TimeUnit.MILLISECONDS) != null) {
      accepted++;
    }
    assertThat(accepted).as("by fours").isLessThan(AcceptGuard.FEW + 4);
    told.countDown();
    assertThat(answer(other)).isEqualTo("HTTP/1.1 200 OK");
  }

  /** As many as are accepted before one of them is decided. */
  private void awaitUndecided() throws InterruptedException {
    for (int i = 0; i < AcceptGuard.FEW; i++) {
      assertThat(tooMany.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
    }
  }

  private Map<Ends, Peer> tellWhenAllowed(Collection<Ends> asked) {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Map<Ends, Peer> peers = new HashMap<>();
    for (Ends one : asked) {
      peers.put(one, Peer.of(others.contains(one.client().getPort()) ? OTHER : HOSTILE));
    }
    return peers;
  }

  private Socket connect(long user) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    sockets.add(socket);
    if (user == OTHER) {
      others.add(socket.getLocalPort());
    }
    return socket;
  }

  private static void send(Socket socket, String path) throws IOException {
    String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String answer(Socket socket) throws IOException {
    send(socket, "/answer");
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }
}
