package dev.stsbroker.sandbox.oss;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer, not yet sent.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body, if that is in memory
 * @param content its body, if that is of an object; whoever sends it releases it. Null for none
 */
public record OssAnswer(
    int status, Map<String, String> headers, Buffer body, @Nullable Content content) {
  /** Copies the headers; their order stays. */
  public OssAnswer {
    headers = new LinkedHashMap<>(headers);
  }

  OssAnswer(int status, Map<String, String> headers, Buffer body) {
    this(status, headers, body, null);
  }

  /** An answer that sends an object's content, or a part of it. */
  static OssAnswer of(int status, Content content) {
    return new OssAnswer(status, Map.of(), Buffer.buffer(), content);
  }

  static OssAnswer of(int status) {
    return new OssAnswer(status, Map.of(), Buffer.buffer());
  }

  static OssAnswer xml(int status, String root, Consumer<Xml> children) {
    Map<String, String> headers = Map.of("Content-Type", "application/xml");
    return new OssAnswer(status, headers, Xml.document(root, children));
  }

  /** Adds a header; one without a value is left out. */
  OssAnswer with(String header, String value) {
    if (!value.isEmpty()) {
      headers.put(header, value);
    }
    return this;
  }

  OssAnswer with(Map<String, String> more) {
    headers.putAll(more);
    return this;
  }

  /** Without the body. */
  @Override
  public String toString() {
    return Integer.toString(status);
  }
}
