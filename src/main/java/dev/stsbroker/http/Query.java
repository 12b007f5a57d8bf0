package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.parameter.ParameterException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a request, strictly: what could be understood in two ways is refused. Values
 * are decoded once; {@code +} is a blank, as in forms.
 */
public final class Query {
  private static final String EXPECTED = " (expected: name=value pairs with &, percent-encoded)";

  private Query() {}

  /**
   * The values by name, in the order they came; none for no query and for an empty one, since some
   * clients send a bare {@code ?}.
   *
   * @throws ParameterException if it is malformed, or a name is there twice
   */
  public static Map<String, String> values(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int middle = pair.indexOf('=');
      String name = decoded(middle < 0 ? pair : pair.substring(0, middle));
      String value = middle < 0 ? "" : decoded(pair.substring(middle + 1));
      if (values.put(name, value) != null) {
        throw new ParameterException("a parameter is there twice (expected: each once)");
      }
    }
    return values;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (; i < text.length() && text.charAt(i) == '%'; i += 3) {
          bytes.write(octet(text, i));
        }
        out.append(utf8(bytes.toByteArray()));
        i--;
      } else {
        out.append(c == '+' ? ' ' : c);
      }
    }
    return out.toString();
  }

  private static int octet(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new ParameterException("the query has a % without two digits" + EXPECTED);
    }
    return high * 16 + low;
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ParameterException("the query is not UTF-8" + EXPECTED);
    }
  }
}
