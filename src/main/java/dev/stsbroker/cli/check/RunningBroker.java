package dev.stsbroker.cli.check;

import dev.stsbroker.plan.Outline;
import dev.stsbroker.plan.OutlineJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A broker that runs, asked over its admin listener what of its configuration decides who gets
 * what. No proxy variable reaches it.
 *
 * @param admin scheme, host and port of the listener
 */
public record RunningBroker(URI admin) {
  private static final long PATIENCE_SECONDS = 10;

  /**
   * A configuration of 256 KiB has some 3,000 profiles, each of which takes less than 2 KiB here.
   */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final String EXPECTED =
      " (expected: the admin listener of a running broker, such as http://127.0.0.1:7071)";

  /**
   * The broker at {@code url}.
   *
   * @throws IllegalArgumentException if that is no URL of one
   */
  static RunningBroker at(String url) {
    try {
      URI uri = new URI(url);
      String path = uri.getRawPath();
      boolean bare = path == null || path.isEmpty() || path.equals("/");
      if ("http".equals(uri.getScheme())
          && uri.getHost() != null
          && bare
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null) {
        return new RunningBroker(uri);
      }
    } catch (URISyntaxException e) {
      // Reported below. The URL is not quoted, because people put secrets into URLs.
    }
    throw new IllegalArgumentException("--against: not a broker's URL" + EXPECTED);
  }

  /** The outline; fails with an {@link Unreachable}. */
  Future<Outline> outline(Vertx vertx) {
    // What comes besides an answer is nobody's news: the library would log it, whatever it is.
    HttpClient client =
        vertx
            .httpClientBuilder()
            .withConnectHandler(connection -> connection.exceptionHandler(unasked -> {}))
            .build();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI("http://" + admin.getRawAuthority() + "/configuration");
    return client
        .request(options)
        .compose(HttpClientRequest::send)
        .compose(RunningBroker::body)
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(body -> OutlineJson.read(new JsonObject(body)))
        .recover(cause -> Future.failedFuture(new Unreachable(told(cause))))
        .eventually(client::close);
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(new IOException("answers " + response.statusCode() + EXPECTED));
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(
        part -> {
          body.appendBuffer(part);
          if (body.length() > MOST_BYTES) {
            whole.tryFail(new IOException("answers more than " + MOST_BYTES + " bytes" + EXPECTED));
            response.request().reset();
          }
        });
    response.endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }

  /** It could not be asked; the message is for people. */
  public static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    private Unreachable(String message) {
      super(message);
    }
  }

  private String told(Throwable cause) {
    return "http://" + admin.getRawAuthority() + ": " + what(cause);
  }

  private static String what(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "no broker answers" + EXPECTED;
    }
    if (cause instanceof TimeoutException) {
      return "no answer within " + PATIENCE_SECONDS + " s" + EXPECTED;
    }
    if (cause instanceof UnknownHostException) {
      return "no such host" + EXPECTED;
    }
    if (cause.getClass() == IOException.class) {
      return String.valueOf(cause.getMessage());
    }
    return cause instanceof HttpClosedException
        ? "the connection ends before there is a whole answer" + EXPECTED
        : "the answer is no broker's of this version" + EXPECTED;
  }
}
