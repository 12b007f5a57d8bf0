package dev.stsbroker.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that can be closed and started again on the port it had, which is how a server
 * that refuses connections is played. Started and closed one after the other, not at once.
 */
final class LocalServer {
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
  private final int most = SandboxMemory.ofProcess().connections();
  private final Set<HttpConnection> quiet = new LinkedHashSet<>();
  private int open;
  private volatile int port;

  /**
   * Prepares it; nothing listens yet.
   *
   * @param port 0 for any free one
   */
  LocalServer(Vertx vertx, String host, int port, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.handler = handler;
  }

  /** Listens; fails with what the operating system says if it cannot. */
  Future<Void> start() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
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

  /** Where all places are taken, the connection that has been quiet longest makes room. */
  private void connected(HttpConnection connection) {
    open++;
    connection.closeHandler(
        closed -> {
          open--;
          quiet.remove(connection);
        });
    if (open > most) {
      HttpConnection first = quiet.isEmpty() ? connection : quiet.iterator().next();
      quiet.remove(first);
      first.close();
    }
    if (open <= most || !quiet.isEmpty()) {
      quiet.add(connection);
    }
  }

  private void handle(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    quiet.remove(connection);
    request.response().endHandler(ended -> quiet.add(connection));
    handler.handle(request);
  }

  /** Stops listening and ends all connections. */
  Future<Void> close() {
    HttpServer closing = server;
    server = null;
    return closing == null ? Future.succeededFuture() : closing.close();
  }

  /** The port asked for, or the one that was free. */
  int port() {
    return port;
  }
}
