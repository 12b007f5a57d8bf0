package dev.stsbroker.audit;

import dev.stsbroker.text.PlainText;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Members of a JSON object, as text. What a terminal could obey or a reader overlook is written as
 * its number, so that a value is exact and one line stays one line.
 */
final class JsonMembers {
  /** Characters of one value. */
  private static final int LONGEST_VALUE = 1_024;

  /** Values of one collection, and parameters of one session. */
  private static final int MOST_VALUES = 32;

  private static final int LAST_OF_PLANE = 0xFFFF;

  private final StringBuilder text = new StringBuilder();

  /** Adds {@code name}, unless its value is null. */
  JsonMembers put(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  JsonMembers put(String name, long value) {
    name(name).append(value);
    return this;
  }

  /** Adds an object of texts, unless it is empty. */
  JsonMembers put(String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      name(name).append('{');
      JsonMembers within = new JsonMembers();
      new TreeMap<>(values)
          .entrySet().stream()
              .limit(MOST_VALUES)
              .forEach(one -> within.put(one.getKey(), one.getValue()));
      text.append(within).append('}');
    }
    return this;
  }

  /** Adds a list of texts, unless it is empty. */
  JsonMembers put(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      name(name).append('[');
      int first = text.length();
      values.stream()
          .limit(MOST_VALUES)
          .forEach(
              one -> {
                text.append(text.length() == first ? "" : ",");
                quote(one);
              });
      text.append(']');
    }
    return this;
  }

  /** Adds an object that is there as text already, unless it is empty. */
  JsonMembers putObject(String name, String members) {
    if (!members.isEmpty()) {
      name(name).append('{').append(members).append('}');
    }
    return this;
  }

  /** Adds members that are there as text already. */
  JsonMembers putAll(String members) {
    if (!members.isEmpty()) {
      text.append(text.isEmpty() ? "" : ",").append(members);
    }
    return this;
  }

  private StringBuilder name(String name) {
    text.append(text.isEmpty() ? "" : ",");
    quote(name);
    return text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    value.codePoints().limit(LONGEST_VALUE).forEach(this::append);
    if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
      text.append("...");
    }
    text.append('"');
  }

  private void append(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      text.append('\\').append((char) codePoint);
    } else if (PlainText.printable(codePoint)) {
      text.appendCodePoint(codePoint);
    } else if (codePoint <= LAST_OF_PLANE) {
      number((char) codePoint);
    } else {
      number(Character.highSurrogate(codePoint));
      number(Character.lowSurrogate(codePoint));
    }
  }

  private void number(char one) {
    text.append(String.format("\\u%04x", (int) one));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
