package dev.stsbroker.http.connection;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.access.kernel.UnixPeer;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The users at the other ends of connections: asked of the kernel once a connection and kept with
 * it. All that are asked for meanwhile share the next reading of the kernel's table, so a flood of
 * connections costs no more readings than one. Used on the event loop of its servers alone.
 */
public final class Peers {
  private static final AttributeKey<Future<Peer>> PEER = AttributeKey.valueOf(Peers.class, "peer");

  /** Of connections that the kernel was not asked about. */
  public static final Peer NOT_ASKED = Peer.unknown("the kernel was not asked");

  private final Vertx vertx;
  private final SocketTable table;
  private List<Asked> waiting = new ArrayList<>();
  private boolean reading;

  /** Asks by the tables of this machine. */
  public Peers(Vertx vertx) {
    this(vertx, SocketTable.ofMachine());
  }

  Peers(Vertx vertx, SocketTable table) {
    this.vertx = vertx;
    this.table = table;
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

  /**
   * Whether asking takes so little that everybody can be asked, and the answer is there at once.
   */
  public boolean cheap() {
    return false;
  }

  /** Finds out who it is, once; never fails. */
  public Future<Peer> ask(HttpConnection connection) {
    Channel channel = channel(connection);
    Future<Peer> known = channel.attr(PEER).get();
    if (known == null) {
      known = find(channel).otherwise(failed -> Peer.unknown("the kernel could not be asked"));
      channel.attr(PEER).set(known);
    }
    return known;
  }

  private Future<Peer> find(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress client
        && channel.localAddress() instanceof InetSocketAddress server) {
      Asked asked = new Asked(new Ends(client, server), Promise.promise());
      waiting.add(asked);
      read();
      return asked.answer().future();
    }
    return vertx.executeBlocking(() -> unix(channel), false);
  }

  private static Peer unix(Channel channel) throws IOException {
    return UnixPeer.of(channel.config().getOption(NioChannelOption.of(UnixPeer.OPTION)));
  }

  private void read() {
    if (reading || waiting.isEmpty()) {
      return;
    }
    reading = true;
    List<Asked> batch = waiting;
    waiting = new ArrayList<>();
    List<Ends> ends = batch.stream().map(Asked::ends).toList();
    vertx
        .executeBlocking(() -> table.peers(ends), false)
        .onComplete(
            done -> {
              reading = false;
              batch.forEach(one -> tell(one, done.succeeded() ? done.result() : Map.of()));
              read();
            });
  }

  private static void tell(Asked asked, Map<Ends, Peer> peers) {
    Peer peer = peers.get(asked.ends());
    asked.answer().complete(peer == null ? Peer.unknown("the kernel could not be asked") : peer);
  }

  static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  private record Asked(Ends ends, Promise<Peer> answer) {}
}
