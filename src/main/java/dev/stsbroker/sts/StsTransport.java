package dev.stsbroker.sts;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

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
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(connections(settings)))
            .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}))
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
    return new Call(action).send(signing);
  }

  Future<Void> close() {
    return client.close();
  }

  /** One request: over at the first of a whole answer, a broken connection and the deadline. */
  private final class Call {
    private final String action;
    private final Promise<StsAnswer> outcome = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private Task deadline = Task.NONE;

    Call(String action) {
      this.action = action;
    }

    Future<StsAnswer> send(Future<PreparedCall> signing) {
      deadline = timing.scheduler().after(settings.timeout(), this::giveUp);
      signing.onSuccess(this::signed).onFailure(this::unsigned);
      return outcome.future();
    }

    private void signed(PreparedCall prepared) {
      if (outcome.future().isComplete()) {
        return;
      }
      client
          .request(new RequestOptions(target).setURI("/?" + prepared.query()))
          .onSuccess(opened -> connected(opened, prepared.form()))
          .onFailure(this::broken);
    }

    private void unsigned(Throwable cause) {
      deadline.cancel();
      outcome.tryFail(cause);
    }

    private void connected(HttpClientRequest opened, Buffer form) {
      request = opened;
      // Before the reset: Vert.x logs failures without a handler, and a hanging STS would fill the
      // log.
      opened.exceptionHandler(this::broken);
      if (outcome.future().isComplete()) {
        opened.reset();
        return;
      }
      opened.send(form).onSuccess(this::answered).onFailure(this::broken);
    }

    private void answered(HttpClientResponse response) {
      response.exceptionHandler(this::broken);
      response.handler(this::received);
      response.endHandler(
          end ->
              succeed(
                  new StsAnswer(
                      action,
                      response.statusCode(),
                      response.getHeader("Retry-After"),
                      response.getHeader("Date"),
                      body)));
    }

    private void received(Buffer part) {
      body.appendBuffer(part);
      if (body.length() > MAX_BODY_BYTES) {
        fail("BadAnswer", "the answer is longer than " + MAX_BODY_BYTES + " bytes");
      }
    }

    private void broken(Throwable cause) {
      fail(Cause.code(cause), "the connection failed: " + Cause.of(cause));
    }

    private void giveUp() {
      fail("DeadlineExceeded", "no whole answer within " + settings.timeout().toMillis() + " ms");
    }

    private void succeed(StsAnswer answer) {
      deadline.cancel();
      outcome.tryComplete(answer);
    }

    private void fail(String code, String what) {
      deadline.cancel();
      String message = action + " at " + settings.shownHost() + ": " + what;
      if (outcome.tryFail(CredentialException.of(FailureKind.UNAVAILABLE, code, message))
          && request != null) {
        request.reset();
      }
    }
  }
}
