package dev.stsbroker.sandbox.server;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that can be closed and started again on the port it had, which is how a server
 * that refuses connections is played. Started and closed one after the other, not at once.
 */
public final class LocalServer {
  /** STS calls are signed in the query and carry whole policies and tokens in it. */
  private static final int LONGEST_REQUEST_LINE = 64 * 1024;

  /** A token, and the metadata of an object. */
  private static final int LARGEST_HEAD = 32 * 1024;

  /** Longer than any fault that is played. */
  private static final int IDLE_SECONDS = 600;

  private final Vertx vertx;
  private final String host;
  private final Handler<HttpServerRequest> handler;
  private @Nullable HttpServer server;
  private final int most;
  private final Set<HttpConnection> quiet = new LinkedHashSet<>();
  private final Set<HttpConnection> connections = new HashSet<>();

  /** Accepted while all places were taken, and not read from. */
  private final Queue<HttpConnection> unread = new ArrayDeque<>();

  private volatile int port;

  /**
   * Prepares it; nothing listens yet.
   *
   * @param port 0 for any free one
   */
  public LocalServer(Vertx vertx, String host, int port, Handler<HttpServerRequest> handler) {
    this(vertx, host, port, SandboxMemory.ofProcess().connections(), handler);
  }

  /**
   * @param most connections at a time
   */
  public LocalServer(
      Vertx vertx, String host, int port, int most, Handler<HttpServerRequest> handler) {
    this.most = most;
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.handler = handler;
  }

  /** Listens; fails with what the operating system says if it cannot. */
  public Future<Void> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            // Otherwise a connection is reported with its first bytes only, and silent ones are not
            // bounded.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(IDLE_SECONDS);
    HttpServer starting =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .requestHandler(this::handle);
    server = starting;
    return starting
        .listen(port, host)
        .onSuccess(listening -> port = listening.actualPort())
        .mapEmpty();
  }

  /**
   * Where all places are taken, the connection that has been quiet longest makes room; if none is
   * quiet, no more are accepted until one is, and those that come wait in the kernel.
   */
  private void connected(HttpConnection connection) {
    Channel channel = channel(connection);
    connections.add(connection);
    connection.closeHandler(
        closed -> {
          connections.remove(connection);
          quiet.remove(connection);
          unread.remove(connection);
          goOn(channel.parent());
        });
    if (connections.size() - unread.size() <= most || closeQuiet()) {
      quiet.add(connection);
    } else {
      // It was accepted before the last connection reported that it is busy.
      channel.parent().config().setAutoRead(false);
      channel.config().setAutoRead(false);
      unread.add(connection);
    }
  }

  /** Reads from who waits for a place, if there is one now; else accepts further ones. */
  private void goOn(Channel listening) {
    HttpConnection waiting = unread.peek();
    boolean room = connections.size() - unread.size() < most;
    if (waiting == null && (room || !quiet.isEmpty())) {
      listening.config().setAutoRead(true);
    } else if (waiting != null && (room || closeQuiet())) {
      unread.remove(waiting);
      quiet.add(waiting);
      channel(waiting).config().setAutoRead(true);
    }
  }

  /** Closes the connection that has been quiet longest; whether there was one. */
  private boolean closeQuiet() {
    if (quiet.isEmpty()) {
      return false;
    }
    HttpConnection first = quiet.iterator().next();
    quiet.remove(first);
    connections.remove(first);
    first.close();
    return true;
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  private void handle(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    Channel listening = channel(connection).parent();
    quiet.remove(connection);
    if (connections.size() >= most && quiet.isEmpty()) {
      listening.config().setAutoRead(false);
    }
    request
        .response()
        .endHandler(
            ended -> {
              if (connections.contains(connection)) {
                quiet.add(connection);
                goOn(listening);
              }
            });
    handler.handle(request);
  }

  /** Stops listening and ends all connections. */
  public Future<Void> close() {
    HttpServer closing = server;
    server = null;
    return closing == null ? Future.succeededFuture() : closing.close();
  }

  /** The port asked for, or the one that was free. */
  public int port() {
    return port;
  }
}
