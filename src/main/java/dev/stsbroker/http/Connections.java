package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The connections of a group of servers, bounded in number and each in what it holds. Where all are
 * taken, the one that has been quiet longest makes room: it waits for no answer. If all wait for
 * answers, the new one is refused. Strangers that connect and say nothing so keep nobody out.
 *
 * <p>Vert.x bounds neither connections nor the header lines, time and pipelined requests of one, so
 * this reaches into its pipeline. Used on the event loop of its servers alone.
 */
public final class Connections {
  /** Most header lines of a request; real clients send up to 20. */
  public static final int HEADER_LINES = 100;

  /**
   * Bytes of heap that one connection costs at worst: a head of 16 KiB in 100 lines, what waits
   * behind it, an answer that is not taken, and the objects of Netty and Vert.x.
   */
  public static final int WORST_BYTES = 48 * 1024;

  /** A request that is not whole by then is refused. No real client takes a second. */
  public static final Duration REQUEST_TIME = Duration.ofSeconds(10);

  /** Connections beyond the bound that may be accepted before the first of them is closed. */
  static final int RUN_AHEAD = 8;

  private static final int MOST_READ_BYTES = 8 * 1024;
  private static final int USUAL_READ_BYTES = 2 * 1024;

  /** Nothing is decoded while more than the higher one waits to be taken by the client. */
  private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(4096, 8192);

  private static final byte[] FULL =
      lastAnswer("503 Service Unavailable", "TooManyConnections", "all connections are in use");

  private final int most;
  private final Duration requestTime;
  private final Set<Channel> quiet = new LinkedHashSet<>();
  private int open;

  /**
   * @param most connections at a time, at least 1
   * @param requestTime in which a request has to be whole
   */
  public Connections(int most, Duration requestTime) {
    this.most = most;
    this.requestTime = requestTime;
  }

  /**
   * Takes in a new connection.
   *
   * @param rejections told {@code TooManyConnections} if one has to go for it
   * @param elsewhere the same, to be told on any thread
   */
  void admit(
      HttpConnection connection,
      Http1ServerConfig decoding,
      Consumer<String> rejections,
      Consumer<String> elsewhere) {
    Channel channel = ((ConnectionBase) connection).channel();
    guardAccepting(channel.parent(), elsewhere);
    open++;
    channel.closeFuture().addListener(closed -> gone(channel));
    boolean full = open > most;
    if (full) {
      rejections.accept("TooManyConnections");
    }
    if (full && !makeRoom()) {
      channel.config().setAutoRead(false);
      channel
          .pipeline()
          .context("httpEncoder")
          .writeAndFlush(Unpooled.wrappedBuffer(FULL))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    quiet.add(channel);
    channel.config().setWriteBufferWaterMark(UNREAD);
    channel
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(64, USUAL_READ_BYTES, MOST_READ_BYTES)
                .maxMessagesPerRead(1));
    BoundedDecoder decoder = new BoundedDecoder(decoding, HEADER_LINES);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.replace("httpDecoder", "httpDecoder", decoder);
    pipeline.addBefore("handler", "guard", new ConnectionGuard(this, decoder));
  }

  /** Once for each listening channel; its handlers run on another thread than this. */
  private void guardAccepting(Channel listening, Consumer<String> rejections) {
    if (listening.pipeline().context(AcceptGuard.NAME) == null) {
      listening
          .pipeline()
          .addFirst(AcceptGuard.NAME, new AcceptGuard(most + RUN_AHEAD, rejections))
          .addLast(new AcceptGuard.Failures(rejections));
    }
  }

  Duration requestTime() {
    return requestTime;
  }

  /** {@code channel} waits for an answer. */
  void busy(Channel channel) {
    quiet.remove(channel);
  }

  /** {@code channel} waits for nothing, since now. */
  void quiet(Channel channel) {
    if (channel.isOpen()) {
      quiet.add(channel);
    }
  }

  private boolean makeRoom() {
    var longest = quiet.iterator();
    if (!longest.hasNext()) {
      return false;
    }
    Channel channel = longest.next();
    longest.remove();
    var unused = channel.close();
    return true;
  }

  private void gone(Channel channel) {
    open--;
    quiet.remove(channel);
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
