package dev.stsbroker.cli.client.request;

import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a JSON object whose values are all strings, which is what brokers answer, and nothing else:
 * no nesting, no number, no member twice, nothing after it.
 */
public final class FlatJson {
  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** The members in their order; throws {@link ParseException} at anything else than above. */
  static Map<String, String> read(String text) throws ParseException {
    return new FlatJson(text).object();
  }

  /** {@code value} as a JSON string, with quotes. */
  public static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u00").append(Character.forDigit(c >> 4, 16));
        quoted.append(Character.forDigit(c & 15, 16));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private Map<String, String> object() throws ParseException {
    Map<String, String> members = new LinkedHashMap<>();
    expect('{');
    if (peek() != '}') {
      member(members);
      while (peek() == ',') {
        at++;
        member(members);
      }
    }
    expect('}');
    if (peek() != END) {
      throw unexpected();
    }
    return members;
  }

  private void member(Map<String, String> members) throws ParseException {
    String name = string();
    expect(':');
    if (members.put(name, string()) != null) {
      throw unexpected();
    }
  }

  private String string() throws ParseException {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw unexpected();
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws ParseException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw unexpected();
    };
  }

  private char unicode() throws ParseException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw unexpected();
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private static final char END = '\uffff';

  /** The next character that is no space, not taken; {@link #END} at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  private void expect(char wanted) throws ParseException {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  private char next() throws ParseException {
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at++);
  }

  private ParseException unexpected() {
    return new ParseException("not a flat JSON object of strings", at);
  }
}
