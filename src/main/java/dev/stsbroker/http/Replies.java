package dev.stsbroker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a response with the headers that every answer has. Header names are in canonical case
 * because the C# client on .NET Framework looks them up as written; the length is always there
 * because ossfs 2 cannot read chunks.
 */
public final class Replies {
  /** The header of answers after which the connection stays open. */
  static final CharSequence KEEP_ALIVE = HttpHeaders.createOptimized("Keep-Alive");

  private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");

  private Replies() {}

  /** Whether the connection stays open after {@code response}. */
  public static boolean staysOpen(HttpServerResponse response) {
    return response.headers().contains(KEEP_ALIVE);
  }

  /** JSON. */
  public static void json(HttpServerResponse response, Buffer body) {
    end(response, JSON, body);
  }

  /** Plain text. */
  public static void text(HttpServerResponse response, String body) {
    end(response, TEXT, Buffer.buffer(body));
  }

  /** Any other type. */
  public static void end(HttpServerResponse response, CharSequence type, Buffer body) {
    response
        .putHeader(CONTENT_TYPE, type)
        .putHeader(CONTENT_LENGTH, Integer.toString(body.length()))
        .putHeader(CACHE_CONTROL, NO_STORE)
        .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    response.end(body);
  }
}
