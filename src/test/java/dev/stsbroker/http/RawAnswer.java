package dev.stsbroker.http;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it came over the wire.
 *
 * @param statusLine without its line end
 * @param headers one a line, in the order and case received
 * @param body the bytes, each as one character
 */
public record RawAnswer(String statusLine, List<String> headers, String body) {

  /** The status code. */
  public int status() {
    return Integer.parseInt(statusLine.split(" ", 3)[1]);
  }

  /** The value of the header spelled exactly so; null without it. */
  @Nullable String header(String name) {
    return headers.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  /** The headers' names, in the order and case received. */
  List<String> headerNames() {
    return headers.stream()
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toList());
  }

  /** The body. */
  public JsonObject json() {
    return new JsonObject(body);
  }

  /** The {@code Code} of the body; null if it has none. */
  @Nullable String code() {
    return json().getString("Code");
  }
}
