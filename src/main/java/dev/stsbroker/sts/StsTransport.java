package dev.stsbroker.sts;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.io.BoundedExchange;
import dev.stsbroker.io.BoundedExchange.NoAnswerException;
import dev.stsbroker.io.BoundedExchange.Outgoing;
import dev.stsbroker.io.BoundedExchange.Reply;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Objects;

/**
 * Sends signed calls, and returns the complete answer or a failure within the deadline; later than
 * that, the connection is closed. Messages name the host and what happened, never the URL.
 */
final class StsTransport {
  /** An answer has 1 to 3 KB; what is over this is no answer. */
  private static final int MAX_BODY_BYTES = 64 * 1024;

  /** More than can be under way at once at the usual settings, and a bound for unusual ones. */
  private static final int MAX_CONNECTIONS = 256;

  private final HttpClient client;
  private final StsSettings settings;
  private final Timing timing;
  private final RequestOptions target;

  StsTransport(Vertx vertx, StsSettings settings, Timing timing, ProxySettings proxy) {
    URI endpoint = settings.effectiveEndpoint();
    boolean tls = "https".equals(endpoint.getScheme());
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) settings.timeout().toMillis())
            .setMaxChunkSize(MAX_BODY_BYTES)
            .setTcpNoDelay(true);
    proxy.forHost(endpoint.getHost(), port).ifPresent(options::setProxyOptions);
    // Without a handler Vert.x logs why a connection broke, in the words of the other side.
    this.client =
        BoundedExchange.quietClient(vertx)
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(connections(settings)))
            .build();
    this.settings = settings;
    this.timing = timing;
    this.target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(endpoint.getHost())
            .setPort(port)
            .setSsl(tls)
            .putHeader(HttpHeaders.ACCEPT, "application/json")
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
  }

  /**
   * As many as calls can be under way: each ends at the deadline, none waits for another's
   * connection.
   */
  private static int connections(StsSettings settings) {
    long most = settings.callsPerSecond() * (settings.timeout().toSeconds() + 1);
    return (int) Math.min(MAX_CONNECTIONS, most);
  }

  /** Sends a call once it is signed; the deadline begins now. */
  Future<StsAnswer> post(String action, Future<PreparedCall> signing) {
    return new BoundedExchange(timing.scheduler(), settings.timeout(), MAX_BODY_BYTES)
        .send(client, signing.map(this::outgoing))
        .map(reply -> answer(action, reply))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof NoAnswerException none ? failure(action, none) : cause));
  }

  Future<Void> close() {
    return client.close();
  }

  private Outgoing outgoing(PreparedCall prepared) {
    return new Outgoing(
        new RequestOptions(target).setURI("/?" + prepared.query()), prepared.form());
  }

  private static StsAnswer answer(String action, Reply reply) {
    return new StsAnswer(
        action,
        reply.status(),
        reply.headers().get(HttpHeaders.RETRY_AFTER),
        reply.headers().get(HttpHeaders.DATE),
        reply.body());
  }

  private CredentialException failure(String action, NoAnswerException none) {
    String start = action + " at " + settings.shownHost() + ": ";
    return switch (none.reason()) {
      case LATE ->
          unavailable(
              FailureCode.DEADLINE_EXCEEDED,
              start + "no whole answer within " + settings.timeout().toMillis() + " ms");
      case TOO_LONG ->
          unavailable(
              FailureCode.BAD_ANSWER,
              start + "the answer is longer than " + MAX_BODY_BYTES + " bytes");
      case BROKEN -> {
        Throwable cause = Objects.requireNonNullElse(none.getCause(), none);
        yield unavailable(Cause.code(cause), start + "the connection failed: " + Cause.of(cause));
      }
    };
  }

  private static CredentialException unavailable(FailureCode code, String message) {
    return CredentialException.of(FailureKind.UNAVAILABLE, code, message);
  }
}
