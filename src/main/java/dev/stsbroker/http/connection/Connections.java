package dev.stsbroker.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stsbroker.event.BrokerEvents;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.AbstractNioChannel;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections of a group of servers, bounded in number and each in size. When all are taken, a
 * new one replaces one that pipelines, else one that has sent nothing, else the one that has been
 * idle longest. If all wait for answers, the new one is refused.
 *
 * <p>Vert.x bounds neither connections nor the header lines, time and pipelined requests of one, so
 * this reaches into its pipeline. Used on the event loop of its servers alone.
 */
public final class Connections {
  /** Most header lines of a request: far above what any known client sends. */
  public static final int HEADER_LINES = 100;

  /**
   * Bytes of heap that one connection is reckoned with at worst: a head of 16 KiB in 100 lines,
   * what waits behind it, an answer that is not taken, and the objects of Netty and Vert.x. An
   * estimate, from the sum of these bounds.
   */
  public static final int WORST_BYTES = 48 * 1024;

  /** A request that is not whole by then is refused: it has come over loopback. */
  public static final Duration REQUEST_TIME = Duration.ofSeconds(10);

  /**
   * A connection is kept so long after its last answer, and at most twice as long. Clients are told
   * less.
   */
  public static final Duration IDLE_TIME = Duration.ofSeconds(15);

  /**
   * Bytes of large answers that clients have not taken, for each connection there may be. Beyond
   * the sum whoever has not taken its answer longest is closed.
   */
  static final int UNTAKEN_BYTES = 16 * 1024;

  /**
   * Where connections push others out, all of them are not replaced in less: a caller has so long
   * to send its request after it has connected.
   */
  private static final Duration TURNOVER = Duration.ofMillis(10);

  /** Of so many connections that were to be closed one may be that has not just asked. */
  private static final int LAST_WORDS = 4;

  /** So many pipelined requests are answered in a millisecond; between them others are read. */
  private static final int TURNS = 64;

  /** Of so many connections one more may be accepted and not looked at. */
  private static final int UNSEEN_SHARE = 16;

  private static final int MOST_READ_BYTES = 8 * 1024;
  private static final int USUAL_READ_BYTES = 2 * 1024;

  /** Nothing is decoded while more than the higher one waits to be taken by the client. */
  private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(4096, 8192);

  private static final byte[] FULL =
      lastAnswer(
          "503 Service Unavailable",
          BrokerEvents.TOO_MANY_CONNECTIONS,
          "all connections are in use");

  private final int most;
  private final Duration requestTime;
  private final Duration idleTime;

  /** Those that never asked for anything, the oldest first. */
  private final Set<Channel> silent = new LinkedHashSet<>();

  /** Those that were answered and wait for nothing, the longest quiet first. */
  private final Set<Channel> kept = new LinkedHashSet<>();

  /** Those that sent on before they were answered, which no known client does; the oldest first. */
  private final Set<Channel> pipelining = new LinkedHashSet<>();

  private final UntakenAnswers untaken;

  /** Connections with another request behind one that was answered at once, in turn. */
  private final Queue<Runnable> turns = new ArrayDeque<>();

  private boolean turning;
  private boolean repeating = true;
  private int changes;
  private boolean requests;
  private int open;

  /**
   * @param most connections at a time, at least 1
   * @param requestTime in which a request has to be whole
   * @param idleTime after which a connection is closed that asks for nothing more
   */
  public Connections(int most, Duration requestTime, Duration idleTime) {
    this.most = most;
    this.untaken = new UntakenAnswers((long) UNTAKEN_BYTES * most, Connections::close);
    this.requestTime = requestTime;
    this.idleTime = idleTime;
  }

  /** At most so many connections at a time, at least 1, with the usual times. */
  public static Connections atMost(int most) {
    return new Connections(most, REQUEST_TIME, IDLE_TIME);
  }

  /** These connections, each of their requests decoded and decided, and none answered from memory. */
  public Connections withoutMemory() {
    repeating = false;
    return this;
  }

  /**
   * Takes in a new connection.
   *
   * @param rejections told {@code TooManyConnections} if one has to go for it
   */
  public void admit(
      HttpConnection connection, Http1ServerConfig decoding, Consumer<String> rejections) {
    Channel channel = ((ConnectionBase) connection).channel();
    open++;
    channel.closeFuture().addListener(closed -> gone(channel));
    boolean full = open > most;
    if (full) {
      rejections.accept(BrokerEvents.TOO_MANY_CONNECTIONS);
      int unseen = Math.max(AcceptGuard.FEW, most / UNSEEN_SHARE);
      channel.parent().attr(AcceptGuard.MOST_UNSEEN).set(unseen);
      channel.attr(AcceptGuard.PAUSE).set(TURNOVER.toNanos() * unseen / most);
    }
    if (full && !makeRoom()) {
      channel.config().setAutoRead(false);
      channel
          .pipeline()
          .context("httpEncoder")
          .writeAndFlush(Unpooled.wrappedBuffer(FULL))
          .addListener(said -> close(channel));
      return;
    }
    if (channel.isOpen()) {
      silent.add(channel);
    }
    channel.config().setWriteBufferWaterMark(UNREAD);
    channel
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(64, USUAL_READ_BYTES, MOST_READ_BYTES)
                .maxMessagesPerRead(1));
    BoundedDecoder decoder = new BoundedDecoder(decoding, HEADER_LINES);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.replace("httpDecoder", "httpDecoder", decoder);
    ConnectionGuard guard = new ConnectionGuard(this, decoder);
    pipeline.addBefore("handler", "guard", guard);
    if (repeating) {
      pipeline.addBefore("httpDecoder", "repeats", new Repeats(this, guard));
    }
  }

  /** A number that is another one whenever the servers decide by something else than before. */
  int changes() {
    return changes;
  }

  /** The servers decide by something else from now on: no answer is given again unasked. */
  public void changed() {
    changes++;
  }

  Duration requestTime() {
    return requestTime;
  }

  Duration idleTime() {
    return idleTime;
  }

  /** {@code channel} waits for an answer. */
  void busy(Channel channel) {
    requests = true;
    silent.remove(channel);
    kept.remove(channel);
  }

  /** {@code channel} waits for nothing, since now. */
  void quiet(Channel channel) {
    if (channel.isOpen()) {
      kept.add(channel);
    }
  }

  /**
   * Has {@code next} run when it is the caller's turn. Whoever pipelines thousands of requests
   * would have the event loop answer them all before it reads from anybody else.
   */
  void takeTurn(EventLoop loop, Runnable next) {
    turns.add(next);
    if (!turning) {
      turning = true;
      nextTurns(loop);
    }
  }

  private void nextTurns(EventLoop loop) {
    var unused = loop.schedule(() -> giveTurns(loop), 1, TimeUnit.MILLISECONDS);
  }

  private void giveTurns(EventLoop loop) {
    for (int i = 0; i < TURNS && !turns.isEmpty(); i++) {
      turns.remove().run();
    }
    turning = !turns.isEmpty();
    if (turning) {
      nextTurns(loop);
    }
  }

  /** A large answer is written to {@code channel}. */
  void written(Channel channel, int bytes) {
    untaken.written(channel, bytes);
  }

  /** {@code channel} has taken a large answer, or is closed. */
  void taken(Channel channel, int bytes) {
    untaken.taken(channel, bytes);
  }

  /** {@code channel} sent on before it was answered. */
  void pipelines(Channel channel) {
    if (channel.isOpen()) {
      pipelining.add(channel);
    }
  }

  /**
   * Closes a connection that pipelines, if there is one: it always has just asked for something.
   * Else it closes the oldest silent connection, so that silence pushes silence out; but where
   * those are few the longest quiet one, or new callers could not speak. Who has just asked stays.
   */
  private boolean makeRoom() {
    if (!pipelining.isEmpty()) {
      Channel first = pipelining.iterator().next();
      pipelining.remove(first);
      close(first);
      return true;
    }
    for (int i = 0; i < LAST_WORDS; i++) {
      Set<Channel> leaving = silent.size() * 4 >= most || kept.isEmpty() ? silent : kept;
      if (leaving.isEmpty()) {
        return false;
      }
      Channel longest = leaving.iterator().next();
      leaving.remove(longest);
      requests = false;
      hear(longest);
      if (!requests) {
        close(longest);
        return true;
      }
    }
    return false;
  }

  /** Reads what may have come from {@code channel} since the event loop looked last. */
  private static void hear(Channel channel) {
    if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe socket
        && channel.config().isAutoRead()) {
      socket.read();
    }
  }

  /** At once: Vert.x's own handler would first wait for the client to take what was written. */
  static void close(Channel channel) {
    var unused = channel.pipeline().firstContext().close();
  }

  private void gone(Channel channel) {
    open--;
    silent.remove(channel);
    kept.remove(channel);
    pipelining.remove(channel);
    untaken.forget(channel);
  }

  /**
   * A whole answer for a connection that is closed after it, by whoever is not the HTTP server.
   *
   * @param status code and reason
   */
  static byte[] lastAnswer(String status, String code, String message) {
    String body = "{\"Code\":\"%s\",\"Message\":\"%s\"}".formatted(code, message);
    String head =
        """
        HTTP/1.1 %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Retry-After: 1\r
        Cache-Control: no-store\r
        X-Content-Type-Options: nosniff\r
        Connection: close\r
        \r
        """;
    return (head.formatted(status, body.length()) + body).getBytes(US_ASCII);
  }
}
