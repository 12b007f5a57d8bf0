package dev.stsbroker.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stsbroker.event.BrokerEvents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Whole answers for connections that are closed after them, by whoever is not the HTTP server. */
final class LastAnswer {
  private static final byte[] FULL =
      of(
          "503 Service Unavailable",
          BrokerEvents.TOO_MANY_CONNECTIONS,
          "all connections are in use");

  private static final byte[] LATE =
      of("408 Request Timeout", "RequestTimeout", "the request did not come whole in time");

  private LastAnswer() {}

  /** To a connection that is one too many. */
  static ByteBuf allTaken() {
    return Unpooled.wrappedBuffer(FULL);
  }

  /** To a request that takes too long to come. */
  static ByteBuf late() {
    return Unpooled.wrappedBuffer(LATE);
  }

  /**
   * An answer in JSON.
   *
   * @param status code and reason
   */
  private static byte[] of(String status, String code, String message) {
    String body = "{\"Code\":\"%s\",\"Message\":\"%s\"}".formatted(code, message);
    String head =
        """
        HTTP/1.1 %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Retry-After: 1\r
        Cache-Control: no-store\r
        X-Content-Type-Options: nosniff\r
        Connection: close\r
        \r
        """;
    return (head.formatted(status, body.length()) + body).getBytes(US_ASCII);
  }
}
