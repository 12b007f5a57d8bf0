package dev.stsbroker.http;

import dev.stsbroker.http.connection.ConnectionGuard;
import dev.stsbroker.http.connection.Connections;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.http.connection.SocketFile;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on one address: with a guard before its routes, bounds on sizes and idle time, and
 * one form for failures of every layer.
 */
public final class GuardedServer {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /** Bytes of a connection that the kernel keeps, each way; it doubles them. */
  private static final int KERNEL_BYTES = 64 * 1024;

  /**
   * How long a body that nobody wants is still read: closing at once would reset the connection,
   * and the client would lose the answer that says why.
   */
  private static final int LINGER_MILLIS = 2_000;

  /** Below the real bound, so that a client does not send where the broker is about to close. */
  private static final String KEEP_ALIVE_HINT =
      "timeout=" + Connections.IDLE_TIME.minusSeconds(5).toSeconds();

  private final Vertx vertx;
  private final HttpServer server;
  private final ListenAddress address;
  private final @Nullable SocketFile socketFile;
  private RequestGuard guard;
  private final Router router;
  private final ErrorWriter errors;
  private final Consumer<String> rejections;
  private boolean leaving;
  private Connections connections = Connections.atMost(1024);

  /**
   * @param rejections told the code of every request that no route answered
   */
  public GuardedServer(
      Vertx vertx,
      ListenAddress address,
      RequestGuard guard,
      Router router,
      ErrorWriter errors,
      Consumer<String> rejections) {
    this.vertx = vertx;
    this.address = address;
    this.socketFile = address.socket() == null ? null : new SocketFile(address.socket());
    this.guard = guard;
    this.router = router;
    this.errors = errors;
    this.rejections = rejections;
    rejectWhatFails(router);
    this.server =
        vertx
            .createHttpServer(options())
            .connectionHandler(this::connected)
            .requestHandler(this::handle)
            .invalidRequestHandler(request -> reject(request, invalid(request)));
  }

  /**
   * Begins to listen, and returns the port, 0 for a unix socket. Fails with a {@link
   * java.net.BindException} if the address is in use.
   */
  public Future<Integer> listen() {
    return socketFile == null
        ? server.listen(address.port(), address.host()).map(HttpServer::actualPort)
        : socketFile.listen(vertx, server).map(0);
  }

  /**
   * Likewise, while others of this process may listen on addresses that take this one in, or that
   * this one takes in: the kernel gives each connection to the nearest. Where the system does not
   * have that, it fails as {@link #listen()} does.
   */
  public Future<Integer> listenBeside() {
    ListenTransport.share(vertx, true);
    return listen().onComplete(done -> ListenTransport.share(vertx, false));
  }

  /** This server, its connections counted among {@code shared} ones. Before it listens. */
  public GuardedServer within(Connections shared) {
    connections = shared;
    return this;
  }

  private void rejectWhatFails(Router router) {
    router.errorHandler(400, context -> reject(context.request(), malformed()));
    router.errorHandler(404, context -> reject(context.request(), notFound()));
    router.errorHandler(405, context -> reject(context.request(), wrongMethod()));
    router.errorHandler(500, context -> reject(context.request(), broken()));
  }

  private void connected(HttpConnection connection) {
    Http1ServerConfig decoding =
        new Http1ServerConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
    connections.admit(connection, decoding, rejections);
  }

  /** Accepts other names in {@code Host} from now on; lower case, no port. */
  public void allow(Set<String> hosts) {
    guard = guard.allowing(hosts);
    connections.memory().changed();
  }

  /**
   * Says from now on whether each answer is the last on its connection. New connections are
   * accepted all the same: callers that keep theirs are sent away by a whole answer, where {@link
   * #shutdown} would drop what they are just sending.
   */
  public void leaving(boolean soon) {
    leaving = soon;
    connections.memory().changed();
  }

  /**
   * Refuses new connections, lets requests under way finish for as long as {@code drain}, then
   * closes.
   */
  public Future<Void> shutdown(Duration drain) {
    Future<Void> unseen = socketFile == null ? Future.succeededFuture() : socketFile.remove(vertx);
    return unseen.eventually(() -> server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setSendBufferSize(KERNEL_BYTES)
        .setReceiveBufferSize(KERNEL_BYTES)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHandle100ContinueAutomatically(true)
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true);
  }

  private void handle(HttpServerRequest received) {
    HttpServerRequest request = SecretPathRequest.enter(received);
    boolean last = leaving || ForkingClients.include(request.getHeader("User-Agent"));
    if (last) {
      request.response().putHeader("Connection", "close");
      request.connection().shutdown();
    }
    HttpFailure refusal = guard.refusal(request);
    if (refusal != null) {
      reject(request, refusal);
      return;
    }
    if (!last && staysOpen(request)) {
      request.response().putHeader(Replies.KEEP_ALIVE, KEEP_ALIVE_HINT);
    }
    router.handle(request);
  }

  private void reject(HttpServerRequest request, HttpFailure failure) {
    rejections.accept(failure.code());
    boolean unread = RequestGuard.hasLargeBody(request);
    if (unread) {
      request.response().putHeader("Connection", "close");
    }
    errors.write(request, failure);
    if (unread) {
      closeOnceRead(request);
    }
  }

  private void closeOnceRead(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    long late = vertx.setTimer(LINGER_MILLIS, now -> connection.close());
    request
        .end()
        .onComplete(
            read -> {
              vertx.cancelTimer(late);
              connection.close();
            });
  }

  private static boolean staysOpen(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && !request.headers().contains("Connection", "close", true);
  }

  private static HttpFailure invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    request.response().putHeader("Connection", "close");
    if (cause instanceof ConnectionGuard.UnknownVersionException) {
      return HttpFailure.of(
          501, "NotImplemented", "another version of HTTP (expected: HTTP/1.1 or HTTP/1.0)");
    }
    if (cause instanceof TooLongHttpLineException) {
      return HttpFailure.of(
          414, "UriTooLong", "the request line is over " + MAX_LINE_BYTES + " bytes");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpFailure.of(
          431,
          "HeadersTooLarge",
          "the headers are over "
              + MAX_HEADER_BYTES
              + " bytes or over "
              + Connections.HEADER_LINES
              + " lines");
    }
    return malformed();
  }

  private static HttpFailure malformed() {
    return HttpFailure.of(400, "BadRequest", "the request is no HTTP");
  }

  private static HttpFailure notFound() {
    return HttpFailure.of(
        404, "NotFound", "there is nothing at that path; GET / lists what there is");
  }

  private static HttpFailure wrongMethod() {
    return HttpFailure.of(405, "MethodNotAllowed", "the method is not used here");
  }

  private static HttpFailure broken() {
    return HttpFailure.of(500, "InternalFailure", "the broker failed inside");
  }
}
