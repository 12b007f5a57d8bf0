package dev.stsbroker.http.connection;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Future;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a group of servers, bounded in number and each in size. When all are taken, a
 * new one replaces one of the caller that holds the most: one that pipelines, else one that has
 * sent nothing, else the one that has been idle longest. If all of these wait for answers, the new
 * one is refused, but not for a caller that holds more than its own would.
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

  /** Of so many connections one more may be accepted and not looked at. */
  private static final int UNSEEN_SHARE = 4;

  /** Bounds below this may be by few file descriptors, which those would take up. */
  private static final int MANY = 128;

  /**
   * Where asking who calls is not cheap, callers are asked for from this share of the connections
   * on: one of so many.
   */
  private static final int ASKING_SHARE = 4;

  private static final int MOST_READ_BYTES = 8 * 1024;
  private static final int USUAL_READ_BYTES = 2 * 1024;

  /** Nothing is decoded while more than the higher one waits to be taken by the client. */
  private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(4096, 8192);

  private final int most;
  private final Duration requestTime;
  private final Duration idleTime;

  private final Places places = new Places();
  private final UntakenAnswers untaken;
  private final Repeats.Memory memory = new Repeats.Memory();
  private final PipelinedTurns pipelined = new PipelinedTurns();
  private @Nullable Peers peers;
  private boolean asking;
  private int undecided;
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

  /** These, their callers told apart by {@code kernel}; otherwise they are one caller together. */
  public Connections toldApartBy(Peers kernel) {
    peers = kernel;
    return this;
  }

  /** At most so many connections at a time, at least 1, with the usual times. */
  public static Connections atMost(int most) {
    return new Connections(most, REQUEST_TIME, IDLE_TIME);
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
      channel.parent().attr(AcceptGuard.MOST_UNSEEN).set(unseen());
      channel.attr(AcceptGuard.PAUSE).set(TURNOVER.toNanos() * unseen() / most);
    }
    Future<Peer> caller = caller(connection);
    if (full && caller != null && !caller.isComplete()) {
      decideLater(caller, channel, connection, decoding);
    } else if (!full || places.makeRoom(Peers.account(connection))) {
      enter(channel, connection, decoding);
    } else {
      refuse(channel);
    }
    if (caller != null && !caller.isComplete()) {
      caller.onSuccess(known -> places.know(channel, known.account()));
    }
  }

  /** So many connections may be accepted and not looked at, or wait to be known. */
  private int unseen() {
    // Where it takes long to find out whose they are, that is done for many together.
    int share = peers == null || peers.cheap() ? UNSEEN_SHARE : UNSEEN_SHARE / 2;
    return most < MANY ? AcceptGuard.FEW : most / share;
  }

  /** Who calls, if that is asked for now; null otherwise. */
  private @Nullable Future<Peer> caller(HttpConnection connection) {
    Peers kernel = peers;
    if (kernel == null) {
      return null;
    }
    boolean many = open > most / ASKING_SHARE;
    if (many && !asking) {
      places
          .all()
          .forEach(
              one ->
                  kernel
                      .ask(one)
                      .onSuccess(known -> places.know(Peers.channel(one), known.account())));
    }
    asking = many;
    return many || kernel.cheap() ? kernel.ask(connection) : null;
  }

  /** Who leaves for the new one depends on whose it is; until then it is not looked at. */
  private void decideLater(
      Future<Peer> caller, Channel channel, HttpConnection connection, Http1ServerConfig decoding) {
    undecided++;
    channel.attr(AcceptGuard.DECIDED).set(caller);
    channel.config().setAutoRead(false);
    caller.onComplete(
        known -> {
          undecided--;
          if (!channel.isOpen()) {
            return;
          }
          if (open - undecided <= most || places.makeRoom(Peers.account(connection))) {
            enter(channel, connection, decoding);
            channel.config().setAutoRead(true);
          } else {
            refuse(channel);
          }
        });
  }

  private static void refuse(Channel channel) {
    channel.config().setAutoRead(false);
    channel
        .pipeline()
        .context("httpEncoder")
        .writeAndFlush(LastAnswer.allTaken())
        .addListener(said -> close(channel));
  }

  private void enter(Channel channel, HttpConnection connection, Http1ServerConfig decoding) {
    if (channel.isOpen()) {
      places.add(channel, connection, Peers.account(connection));
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
    pipeline.addBefore("httpDecoder", "repeats", new Repeats(memory, guard));
  }

  /** The answers that may be given again. */
  public Repeats.Memory memory() {
    return memory;
  }

  Duration requestTime() {
    return requestTime;
  }

  Duration idleTime() {
    return idleTime;
  }

  /** {@code channel} waits for an answer. */
  void busy(Channel channel) {
    places.busy(channel);
  }

  /** {@code channel} waits for nothing, since now. */
  void quiet(Channel channel) {
    if (channel.isOpen()) {
      places.quiet(channel);
    }
  }

  /** Has {@code next}, of {@code channel}, run when its turn comes. */
  void takeTurn(Channel channel, Runnable next) {
    Long caller = places.caller(channel);
    if (caller != null) {
      pipelined.add(caller, channel, next);
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
      places.pipelines(channel);
    }
  }

  /** At once: Vert.x's own handler would first wait for the client to take what was written. */
  static void close(Channel channel) {
    var unused = channel.pipeline().firstContext().close();
  }

  private void gone(Channel channel) {
    open--;
    places.remove(channel);
    untaken.forget(channel);
  }
}
