package dev.stsbroker.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that can be closed and started again on the port it had, which is how a server
 * that refuses connections is played. Started and closed one after the other, not at once.
 */
final class LocalServer {
  /** STS calls are signed in the query and carry whole policies and tokens in it. */
  private static final int LONGEST_REQUEST_LINE = 64 * 1024;

  private final Vertx vertx;
  private final String host;
  private final Handler<HttpServerRequest> handler;
  private @Nullable HttpServer server;
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
            .setMaxHeaderSize(LONGEST_REQUEST_LINE);
    HttpServer starting = vertx.createHttpServer(options).requestHandler(handler);
    server = starting;
    return starting
        .listen(port, host)
        .onSuccess(listening -> port = listening.actualPort())
        .mapEmpty();
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
