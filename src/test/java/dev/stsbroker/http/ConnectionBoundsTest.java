package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.connection.Connections;
import dev.stsbroker.http.connection.ListenTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger's connection can hold before it is answered, and how many there can be. */
class ConnectionBoundsTest {
  private static final String ASK = "GET /answer HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int PATIENCE_MILLIS = 60_000;

  private final Vertx vertx = ListenTransport.vertx(new VertxOptions());
  private final AtomicInteger asked = new AtomicInteger();
  private final BlockingQueue<HttpServerRequest> waiting = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> rejected = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
  private final Map<Socket, InputStream> streams = new HashMap<>();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "a: b", "Accept: */*", "x-request: 1"})
  void manyShortHeaderLines_areRefused_howeverFewBytesTheyAre(String line) throws Exception {
    int port = serve(8, Duration.ofSeconds(60));
    String few = "GET /answer HTTP/1.1\r\nHost: localhost\r\n" + (line + "\r\n").repeat(90);
    assertThat(answer(port, few + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(answer(port, few + (line + "\r\n").repeat(20))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void silentConnections_makeRoomForWhoeverAsks() throws Exception {
    int port = serve(4, Duration.ofSeconds(60));
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      silent.add(connect(port));
    }
    assertThat(answerInTheEnd(port)).startsWith("HTTP/1.1 200 ");
    assertThat(closed(silent.get(0))).isTrue();
    assertThat(rejected.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        .isEqualTo("TooManyConnections");
  }

  @Test
  void halfRequestsAndKeptConnections_makeRoomToo() throws Exception {
    int port = serve(4, Duration.ofSeconds(60));
    keptAnswered(port);
    for (int i = 0; i < 10; i++) {
      send(connect(port), "GET /answer HTTP/1.1\r\nHost: loc");
    }
    assertThat(answerInTheEnd(port)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void connectionsThatPipeline_makeRoomFirst_alsoForWhoeverHasJustCome() throws Exception {
    int port = serve(4, Duration.ofSeconds(60));
    Socket kept = keptAnswered(port);
    for (int i = 0; i < 3; i++) {
      Socket waiter = connect(port);
      send(waiter, "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n" + ASK);
      waiting.take();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(answer(port, ASK)).startsWith("HTTP/1.1 200 ");
    }
    send(kept, ASK);
    assertThat(body(kept)).isEqualTo("answer");
  }

  /** Nobody is closed in their place: they are gone already, and the bound would be none. */
  @Test
  void connectionsThatPipelinedAndLeft_makeNoRoom() throws Exception {
    int port = serve(2, Duration.ofSeconds(60));
    for (int i = 0; i < 50; i++) {
      Socket leaving = connect(port);
      send(leaving, ASK.repeat(100));
      leaving.setSoLinger(true, 0);
      leaving.close();
    }
    assertThat(answerInTheEnd(port)).startsWith("HTTP/1.1 200 ");
    for (int i = 0; i < 2; i++) {
      send(connect(port), "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
      waiting.take();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(answer(port, "")).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void newOnesAreRefused_whereAllWaitForAnAnswer_andThoseAreAnswered() throws Exception {
    int port = serve(3, Duration.ofSeconds(60));
    List<Socket> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket waiter = connect(port);
      send(waiter, "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
      waiters.add(waiter);
    }
    List<HttpServerRequest> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(waiting.take());
    }
    assertThat(answer(port, ""))
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 1")
        .endsWith("{\"Code\":\"TooManyConnections\",\"Message\":\"all connections are in use\"}");
    vertx.runOnContext(now -> held.forEach(ConnectionBoundsTest::answerWaiting));
    for (Socket waiter : waiters) {
      assertThat(line(waiter)).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void waitersThatLeave_areNoticed_soThatOthersGetTheirPlace() throws Exception {
    int port = serve(2, Duration.ofSeconds(60));
    for (int i = 0; i < 20; i++) {
      Socket waiter = connect(port);
      send(waiter, "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
      waiting.take();
      waiter.setSoLinger(true, 0);
      waiter.close();
      assertThat(left.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
    }
    assertThat(answer(port, ASK)).startsWith("HTTP/1.1 200 ");
    assertThat(rejected).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /answer HTTP/1.1\r\n", "GET /answer HTTP/1.1\r\nHost: local"})
  void requestThatDoesNotEnd_isRefused(String half) throws Exception {
    int port = serve(4, Duration.ofMillis(600));
    assertThat(answer(port, half)).startsWith("HTTP/1.1 408 ").contains("\"RequestTimeout\"");
  }

  @Test
  void silentConnection_isClosedWithoutAWord_andAKeptOneIsNot() throws Exception {
    int port = serve(4, Duration.ofMillis(600));
    Socket kept = keptAnswered(port);
    assertThat(answer(port, "")).isEmpty();
    send(kept, ASK);
    assertThat(body(kept)).isEqualTo("answer");
  }

  /** What a client that never reads makes the server hold is bounded: it is read from no more. */
  @Test
  void clientThatPipelinesAndNeverReads_isReadNoFurther_andAnsweredInOrderOnceItReads()
      throws Exception {
    int port = serve(4, Duration.ofSeconds(60));
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      byte[] many = ASK.repeat(1000).getBytes(StandardCharsets.US_ASCII);
      long sent = sendUntilStuck(channel, many);
      assertThat(sent).as("bytes taken from a client that never reads").isLessThan(64L << 20);
      channel.configureBlocking(true);
      long whole = sent / ASK.length();
      Socket socket = channel.socket();
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (long i = 0; i < whole; i++) {
        assertThat(body(socket)).isEqualTo("answer");
      }
      assertThat(asked.get()).isEqualTo((int) whole);
    }
  }

  @Test
  void pipelinedRequests_areAllAnswered_howeverTheirBytesAreSplit() throws Exception {
    int port = serve(4, Duration.ofSeconds(60));
    Random random = new Random(7);
    String all = (ASK + "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(50);
    Socket socket = connect(port);
    Thread answering =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 50; i++) {
                  HttpServerRequest one = waiting.take();
                  vertx.runOnContext(now -> answerWaiting(one));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    answering.start();
    for (int at = 0; at < all.length(); ) {
      int end = Math.min(all.length(), at + 1 + random.nextInt(200));
      send(socket, all.substring(at, end));
      at = end;
    }
    for (int i = 0; i < 50; i++) {
      assertThat(body(socket)).isEqualTo("answer");
      assertThat(body(socket)).isEqualTo("waited");
    }
    answering.join();
  }

  private int serve(int connections, Duration requestTime) throws Exception {
    Router router = Router.router(vertx);
    router
        .get("/answer")
        .handler(
            context -> {
              asked.incrementAndGet();
              Replies.end(context.response(), "text/plain", Buffer.buffer("answer"));
            });
    router
        .get("/wait")
        .handler(
            context -> {
              context.request().connection().closeHandler(closed -> left.add("left"));
              waiting.add(context.request());
            });
    ListenAddress address = new ListenAddress("127.0.0.1", 0);
    RequestGuard guard = new RequestGuard(address, Set.of(), path -> Set.of(HttpMethod.GET));
    GuardedServer server =
        new GuardedServer(
            vertx, address, guard, router, new ErrorWriter(new Random(1)), rejected::add);
    return server
        .within(new Connections(connections, requestTime, Connections.IDLE_TIME))
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  /** A connection that has been answered and stays open. */
  private Socket keptAnswered(int port) throws IOException {
    Socket kept = connect(port);
    send(kept, ASK);
    assertThat(body(kept)).isEqualTo("answer");
    return kept;
  }

  private static void answerWaiting(HttpServerRequest one) {
    Replies.end(one.response(), "text/plain", Buffer.buffer("waited"));
  }

  private Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private InputStream in(Socket socket) throws IOException {
    InputStream known = streams.get(socket);
    InputStream in = known == null ? new BufferedInputStream(socket.getInputStream()) : known;
    streams.put(socket, in);
    return in;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Everything the server says, until it closes or has said one whole answer. */
  private String answer(int port, String request) throws IOException {
    Socket socket = connect(port);
    send(socket, request);
    StringBuilder said = new StringBuilder();
    while (!whole(said.toString())) {
      int c = in(socket).read();
      if (c < 0) {
        return said.toString();
      }
      said.append((char) c);
    }
    return said.toString();
  }

  /** What somebody gets who asks again where a burst of strangers was in the way. */
  private String answerInTheEnd(int port) {
    for (int i = 0; i < 100; i++) {
      try {
        String answer = answer(port, ASK);
        if (answer.startsWith("HTTP/1.1 200 ")) {
          return answer;
        }
      } catch (IOException e) {
        // Closed before it was heard: that is what a burst may do.
      }
    }
    return "";
  }

  private boolean closed(Socket socket) {
    try {
      return in(socket).read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean whole(String said) {
    int end = said.indexOf("\r\n\r\n");
    return end >= 0 && said.length() - end - 4 == length(said);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElse(0);
  }

  private String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in(socket).read(); c != '\n' && c >= 0; ) {
      line.append((char) c);
      c = in(socket).read();
    }
    return line.toString().strip();
  }

  private String body(Socket socket) throws IOException {
    int length = 0;
    for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
      length = Math.max(length, length(line));
      if (line.equals("transfer-encoding: chunked")) {
        throw new IOException("chunked");
      }
    }
    return new String(in(socket).readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static long sendUntilStuck(SocketChannel channel, byte[] many) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      long sent = 0;
      ByteBuffer next = ByteBuffer.wrap(many);
      while (sent < 64L << 20) {
        if (selector.select(1500) == 0) {
          break;
        }
        selector.selectedKeys().clear();
        if (!next.hasRemaining()) {
          next.clear();
        }
        sent += channel.write(next);
      }
      return sent;
    }
  }
}
