package dev.stsbroker.sandbox.oss.request;

import dev.stsbroker.sandbox.signature.PercentEncoding;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Decodes HTTP requests. */
public final class OssRequestReader {
  private OssRequestReader() {}

  /**
   * Decodes the head of a request.
   *
   * @throws OssRefusal if its query is malformed
   */
  public static OssRequest read(HttpServerRequest http) {
    String path = http.path() == null || http.path().isEmpty() ? "/" : http.path();
    String remote = http.remoteAddress().hostAddress();
    return new OssRequest(
        http.method().name(),
        path,
        query(http.query() == null ? "" : http.query()),
        headers(http.headers()),
        Buffer.buffer(),
        remote == null ? "" : remote);
  }

  private static SortedMap<String, String> query(String text) {
    try {
      return PercentEncoding.decodeQuery(text);
    } catch (IllegalArgumentException e) {
      throw OssError.INVALID_ARGUMENT.refusal("The query is malformed.");
    }
  }

  private static Map<String, String> headers(MultiMap sent) {
    Map<String, String> headers = new HashMap<>();
    sent.forEach(
        (name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value.strip()));
    return headers;
  }
}
