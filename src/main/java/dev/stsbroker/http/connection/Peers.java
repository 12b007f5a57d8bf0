package dev.stsbroker.http.connection;

import dev.stsbroker.access.kernel.KernelLookup;
import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.access.kernel.UnixPeer;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel.NioUnsafe;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The users at the other ends of connections: asked of the kernel once a connection and kept with
 * it. A socket keeps the user that made it, and no other can have its ends while it is open. Where
 * a system call tells, it is made at once; else by slower ways, which are shared. Used on the event
 * loop of its servers alone.
 */
public final class Peers {
  private static final AttributeKey<Future<Peer>> PEER = AttributeKey.valueOf(Peers.class, "peer");

  /** Of connections that the kernel was not asked about. */
  public static final Peer NOT_ASKED = Peer.unknown("the kernel was not asked");

  /** Of connections about which the kernel did not answer. */
  static final Peer NOT_TOLD = Peer.unknown("the kernel could not be asked");

  /** Connections over unix sockets that are asked about together where that takes long. */
  static final int MOST_TOGETHER = 64;

  private final Vertx vertx;
  private final @Nullable Callable<KernelLookup> opener;
  private final PeerBatches<Ends> table;
  private final PeerBatches<Channel> users;
  private @Nullable Future<KernelLookup> opened;

  /** Asks by what this machine has. */
  public Peers(Vertx vertx) {
    this(vertx, SocketTable.ofMachine()::peers, KernelLookup::ofMachine);
  }

  /** Asks by the slower ways alone: {@code table}, and the JDK's option of unix sockets. */
  public Peers(Vertx vertx, SocketTable table) {
    this(vertx, table::peers);
  }

  /** Those that {@code table} tells, which may block. */
  Peers(Vertx vertx, Function<Collection<Ends>, Map<Ends, Peer>> table) {
    this(vertx, table, null);
  }

  private Peers(
      Vertx vertx,
      Function<Collection<Ends>, Map<Ends, Peer>> table,
      @Nullable Callable<KernelLookup> opener) {
    this.vertx = vertx;
    this.opener = opener;
    this.table = new PeerBatches<>(vertx, Integer.MAX_VALUE, table);
    this.users = new PeerBatches<>(vertx, MOST_TOGETHER, Peers::users);
  }

  /**
   * Begins to prepare for system calls, which takes some tens of milliseconds of a worker thread;
   * for a moment in which nobody waits. {@link #ask} would do it as well.
   */
  public void prepare() {
    if (opened == null && opener != null) {
      opened = vertx.executeBlocking(opener, false);
    }
  }

  /**
   * Whether asking takes microseconds, whatever the connection, so that it may be done for all: the
   * future of {@link #ask} is complete then. Not before it is prepared.
   */
  public boolean cheap() {
    prepare();
    KernelLookup lookup = lookup();
    return lookup != null && lookup.tcpProblem() == null && lookup.unixProblem() == null;
  }

  /** Who it is, by what {@link #ask} has found; unknown before. */
  public static Peer of(HttpConnection connection) {
    Future<Peer> known = channel(connection).attr(PEER).get();
    return known != null && known.succeeded() ? known.result() : NOT_ASKED;
  }

  /** Whom all that it costs is charged to, by what {@link #ask} has found. */
  public static long account(HttpConnection connection) {
    return of(connection).account();
  }

  /** Finds out who it is, once; never fails. */
  public Future<Peer> ask(HttpConnection connection) {
    Channel channel = channel(connection);
    Future<Peer> known = channel.attr(PEER).get();
    if (known == null) {
      known = find(channel).otherwise(failed -> NOT_TOLD);
      channel.attr(PEER).set(known);
    }
    return known;
  }

  private Future<Peer> find(Channel channel) {
    prepare();
    Peer told = direct(channel);
    if (told != null) {
      return Future.succeededFuture(told);
    }
    if (channel.remoteAddress() instanceof InetSocketAddress client
        && channel.localAddress() instanceof InetSocketAddress server) {
      return table.ask(new Ends(client, server));
    }
    Future<KernelLookup> preparing = opened;
    return preparing == null || preparing.isComplete()
        ? users.ask(channel)
        : preparing.transform(done -> afterwards(channel));
  }

  /** Only system calls tell the groups of a caller, so they are waited for. */
  private Future<Peer> afterwards(Channel channel) {
    Peer told = direct(channel);
    return told == null ? users.ask(channel) : Future.succeededFuture(told);
  }

  /** Who it is, by a system call; null if there is none that tells. */
  private @Nullable Peer direct(Channel channel) {
    KernelLookup lookup = lookup();
    if (lookup == null) {
      return null;
    }
    if (channel.remoteAddress() instanceof InetSocketAddress client
        && channel.localAddress() instanceof InetSocketAddress server) {
      return lookup.tcp(new Ends(client, server));
    }
    return channel.unsafe() instanceof NioUnsafe socket ? lookup.unix(socket.ch()) : null;
  }

  private @Nullable KernelLookup lookup() {
    Future<KernelLookup> done = opened;
    return done != null && done.succeeded() ? done.result() : null;
  }

  private static Map<Channel, Peer> users(Collection<Channel> channels) {
    Map<Channel, Peer> peers = new HashMap<>();
    for (Channel channel : channels) {
      try {
        peers.put(
            channel, UnixPeer.of(channel.config().getOption(NioChannelOption.of(UnixPeer.OPTION))));
      } catch (IOException | RuntimeException e) {
        peers.put(channel, NOT_TOLD);
      }
    }
    return peers;
  }

  static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }
}
