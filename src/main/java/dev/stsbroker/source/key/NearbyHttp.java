package dev.stsbroker.source.key;

import dev.stsbroker.io.BoundedExchange;
import dev.stsbroker.io.BoundedExchange.NoAnswerException;
import dev.stsbroker.io.BoundedExchange.Outgoing;
import dev.stsbroker.io.BoundedExchange.Reply;
import dev.stsbroker.sts.Cause;
import dev.stsbroker.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Sends small requests to a service on this machine or near it: never through a proxy, without
 * following redirects, with a bound on the answer's bytes and a deadline. Futures fail with an
 * {@link IOException} whose message names the host and never the path.
 */
public final class NearbyHttp {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final HttpClient client;
  private final Scheduler scheduler;
  private final Duration deadline;

  /**
   * @param deadline of one exchange, from connecting to the last byte
   */
  public NearbyHttp(Vertx vertx, Scheduler scheduler, Duration deadline) {
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout((int) deadline.toMillis()).setKeepAlive(false);
    this.client = BoundedExchange.quietClient(vertx).with(options).build();
    this.scheduler = scheduler;
    this.deadline = deadline;
  }

  /**
   * Asks once.
   *
   * @param host what messages call the host
   */
  Future<Reply> ask(HttpMethod method, URI uri, String host, Map<String, String> headers) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(uri.toString());
    headers.forEach(options::putHeader);
    return new BoundedExchange(scheduler, deadline, MAX_BODY_BYTES)
        .send(client, Future.succeededFuture(new Outgoing(options, Buffer.buffer())))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof NoAnswerException none
                        ? new IOException(host + ": " + sentence(none))
                        : cause));
  }

  private String sentence(NoAnswerException none) {
    return switch (none.reason()) {
      case LATE -> "no answer within " + deadline.toMillis() + " ms";
      case TOO_LONG -> "the answer is longer than " + MAX_BODY_BYTES + " bytes";
      case BROKEN ->
          "the connection failed: " + Cause.of(Objects.requireNonNullElse(none.getCause(), none));
    };
  }
}
