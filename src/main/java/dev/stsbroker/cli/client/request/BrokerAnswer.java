package dev.stsbroker.cli.client.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP answer of a broker. Not a record: its body may be secret, and a record's {@code
 * toString} prints it.
 */
final class BrokerAnswer {
  private static final String LENGTH = "content-length:";

  private final int status;
  private final byte[] body;

  private BrokerAnswer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /**
   * Reads what came so far; null while the answer is not whole.
   *
   * @throws ProtocolException if it can not become the answer of a broker, whose answers have a
   *     length and are never in pieces
   */
  static @Nullable BrokerAnswer read(byte[] bytes, int count) throws ProtocolException {
    String text = new String(bytes, 0, count, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String[] head = text.substring(0, end).split("\r\n");
    int length = length(head);
    int from = end + 4;
    if (count - from > length) {
      throw new ProtocolException("more than it announced");
    }
    return count - from < length
        ? null
        : new BrokerAnswer(status(head[0]), Arrays.copyOfRange(bytes, from, count));
  }

  int status() {
    return status;
  }

  String body() {
    return new String(body, UTF_8);
  }

  private static int status(String line) throws ProtocolException {
    if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
      throw new ProtocolException("no status line");
    }
    return number(line.substring(9, 12), "no status line");
  }

  private static int length(String[] head) throws ProtocolException {
    for (String line : head) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        return number(line.substring(LENGTH.length()).strip(), "no usable length");
      }
    }
    throw new ProtocolException("no length");
  }

  private static int number(String text, String otherwise) throws ProtocolException {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw new ProtocolException(otherwise);
      }
    }
    if (text.isEmpty() || text.length() > 7) {
      throw new ProtocolException(otherwise);
    }
    return Integer.parseInt(text);
  }
}
