package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A request as it came; only the query's escapes are decoded.
 *
 * @param method in upper case
 * @param path percent-encoded, as sent
 * @param query names and values; an empty value where there is none
 * @param headers by lower-case name
 * @param body a document whole; empty before it is read, and always for an object's content
 * @param remoteAddress the client's address
 */
public record OssRequest(
    String method,
    String path,
    SortedMap<String, String> query,
    Map<String, String> headers,
    Buffer body,
    String remoteAddress) {
  /** The same with its body. */
  public OssRequest with(Buffer document) {
    return new OssRequest(method, path, query, headers, document, remoteAddress);
  }

  /** A header by its lower-case name; empty if it is missing. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /**
   * A line for each header whose lower-case name is {@code signed}, in the order of their names.
   */
  public String headerLines(Predicate<String> signed) {
    return new TreeMap<>(headers)
        .entrySet().stream()
            .filter(header -> signed.test(header.getKey()))
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
  }

  /** A parameter; empty if it is missing. */
  public String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** What it says of its body's length; 0 if it does not say. */
  public long length() {
    String text = header("content-length");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw OssError.INVALID_ARGUMENT.refusal("Content-Length is not a number.");
    }
  }

  /** The host asked for, without a port. */
  public String host() {
    return header("host").replaceFirst(":\\d*$", "");
  }

  /** Without the query, the headers and the body, which carry signatures and tokens. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
