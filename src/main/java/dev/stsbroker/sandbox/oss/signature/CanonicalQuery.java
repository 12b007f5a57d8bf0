package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.signature.PercentEncoding;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A query as versions 2 and 4 of OSS's signature sign it: every parameter but the signature. */
final class CanonicalQuery {
  private CanonicalQuery() {}

  /** Names and values percent-encoded, sorted; no {@code =} where there is no value. */
  static String of(Map<String, String> query) {
    Map<String, String> encoded = new TreeMap<>();
    query.forEach(
        (name, value) -> {
          if (!name.equals("x-oss-signature")) {
            String text = value.isEmpty() ? "" : "=" + PercentEncoding.encode(value);
            encoded.put(PercentEncoding.encode(name), text);
          }
        });
    return encoded.entrySet().stream()
        .map(one -> one.getKey() + one.getValue())
        .collect(Collectors.joining("&"));
  }
}
