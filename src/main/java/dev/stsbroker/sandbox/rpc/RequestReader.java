package dev.stsbroker.sandbox.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.signature.PercentEncoding;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Decodes HTTP requests. */
public final class RequestReader {
  /** The most that is read of a body; more than any call's parameters can fill. */
  public static final int LARGEST_BODY = 64 * 1024;

  private static final Set<String> METHODS = Set.of("GET", "POST");
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestReader() {}

  /**
   * Decodes a request.
   *
   * @throws StsRefusal if it is none for STS
   */
  public static RpcRequest read(HttpServerRequest http, Buffer body) {
    String method = http.method().name();
    if (!METHODS.contains(method)) {
      throw StsError.METHOD.refusal();
    }
    if (!http.path().equals("/")) {
      throw StsError.ACTION_UNKNOWN.refusal();
    }
    Map<String, String> headers = headers(http.headers());
    NavigableMap<String, String> query = decode(http.query() == null ? "" : http.query());
    NavigableMap<String, String> form = form(headers, body);
    if (form.keySet().stream().anyMatch(query::containsKey)) {
      throw StsError.PARAMETER.refusal("Query");
    }
    String remote = http.remoteAddress().hostAddress();
    return new RpcRequest(method, "/", query, form, headers, body, remote == null ? "" : remote);
  }

  private static Map<String, String> headers(MultiMap sent) {
    Map<String, String> headers = new HashMap<>();
    sent.forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  private static NavigableMap<String, String> form(Map<String, String> headers, Buffer body) {
    if (body.length() == 0) {
      return new TreeMap<>();
    }
    if (!headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith(FORM)) {
      throw StsError.CONTENT_TYPE.refusal();
    }
    return decode(body.toString(UTF_8));
  }

  private static NavigableMap<String, String> decode(String encoded) {
    try {
      return PercentEncoding.decodeQuery(encoded);
    } catch (IllegalArgumentException e) {
      throw StsError.PARAMETER.refusal("Query");
    }
  }
}
