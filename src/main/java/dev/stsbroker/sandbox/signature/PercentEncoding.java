package dev.stsbroker.sandbox.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Percent-encoding as signatures need it (RFC 3986), and decoding as clients send it. */
public final class PercentEncoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /** {@code text} in UTF-8 with everything but RFC 3986's unreserved characters encoded. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() * 2);
    for (byte octet : text.getBytes(UTF_8)) {
      char character = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /** A path decoded as OSS does it: {@code +} is a space, as in a query. */
  public static String decodePath(String path) {
    return URLDecoder.decode(path, UTF_8);
  }

  /** {@link #encode} that keeps slashes, for paths. */
  public static String encodePath(String path) {
    return encode(path).replace("%2F", "/");
  }

  /** {@code k=v} pairs in byte order of their names, encoded and joined by {@code &}. */
  public static String canonicalQuery(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  /**
   * The parameters of a query or a form body.
   *
   * @throws IllegalArgumentException if an escape is malformed or a name comes twice
   */
  public static NavigableMap<String, String> decodeQuery(String query) {
    NavigableMap<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
      String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      if (parameters.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException(name + " is given twice");
      }
    }
    return parameters;
  }
}
