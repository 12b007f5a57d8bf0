package dev.stsbroker.source;

import dev.stsbroker.sts.Cause;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends small requests to a service on this machine or near it: never through a proxy, without
 * following redirects, with a bound on the answer's bytes and a deadline. Futures fail with an
 * {@link IOException} whose message names the host and never the path.
 */
final class NearbyHttp {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final HttpClient client;
  private final Scheduler scheduler;
  private final Duration deadline;

  /**
   * @param deadline of one exchange, from connecting to the last byte
   */
  NearbyHttp(Vertx vertx, Scheduler scheduler, Duration deadline) {
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout((int) deadline.toMillis()).setKeepAlive(false);
    // Without a handler Vert.x logs why a connection broke, in the words of the other side.
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .withConnectHandler(connection -> connection.exceptionHandler(cause -> {}))
            .build();
    this.scheduler = scheduler;
    this.deadline = deadline;
  }

  /**
   * A whole answer.
   *
   * @param status HTTP status
   * @param body as UTF-8
   */
  record Reply(int status, Buffer body) {
    String text() {
      return body.toString();
    }

    @Override
    public String toString() {
      return "HTTP " + status;
    }
  }

  /**
   * Asks once.
   *
   * @param host what messages call the host
   */
  Future<Reply> ask(HttpMethod method, URI uri, String host, Map<String, String> headers) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(uri.toString());
    headers.forEach(options::putHeader);
    return new Exchange(host).send(options);
  }

  /** One request: over at the first of a whole answer, a broken connection and the deadline. */
  private final class Exchange {
    private final String host;
    private final Promise<Reply> outcome = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private Task timer = Task.NONE;

    Exchange(String host) {
      this.host = host;
    }

    Future<Reply> send(RequestOptions options) {
      timer =
          scheduler.after(deadline, () -> fail("no answer within " + deadline.toMillis() + " ms"));
      client.request(options).onSuccess(this::connected).onFailure(this::broken);
      return outcome.future();
    }

    private void connected(HttpClientRequest opened) {
      request = opened;
      // First: without it a reset is reported as a fault of the broker.
      opened.exceptionHandler(this::broken);
      if (outcome.future().isComplete()) {
        opened.reset();
        return;
      }
      opened.send(Buffer.buffer()).onSuccess(this::answered).onFailure(this::broken);
    }

    private void answered(HttpClientResponse response) {
      response.exceptionHandler(this::broken);
      response.handler(this::received);
      response.endHandler(end -> succeed(new Reply(response.statusCode(), body)));
    }

    private void received(Buffer part) {
      body.appendBuffer(part);
      if (body.length() > MAX_BODY_BYTES) {
        fail("the answer is longer than " + MAX_BODY_BYTES + " bytes");
      }
    }

    private void broken(Throwable cause) {
      fail("the connection failed: " + Cause.of(cause));
    }

    private void succeed(Reply reply) {
      timer.cancel();
      outcome.tryComplete(reply);
    }

    private void fail(String what) {
      timer.cancel();
      HttpClientRequest sent = request;
      if (outcome.tryFail(new IOException(host + ": " + what)) && sent != null) {
        sent.reset();
      }
    }
  }
}
