package dev.stsbroker.sandbox.settings;

import dev.stsbroker.sandbox.sts.AssumeRoleRequest.SessionBounds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the configuration, with its path and the list that problems go to. Readers answer
 * with a stand-in where there was a problem, so that the next one is found too.
 *
 * @param path such as {@code sandbox.accounts[0]}
 * @param values the mapping
 * @param written the mapping before anything was filled in: what messages show of it
 * @param problems shared by all sections of one reading
 */
record Section(
    String path, JsonObject values, JsonObject written, List<SandboxProblems.Problem> problems) {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s]+):\\d{1,5}");
  private static final int LARGEST_PORT = 65535;

  /** Reports the keys that are not among {@code known}. */
  Section only(Set<String> known) {
    for (String key : values.fieldNames()) {
      if (!known.contains(key)) {
        problem(key, "unknown key (expected one of: " + String.join(", ", sorted(known)) + ")");
      }
    }
    return this;
  }

  /** Text of a shape; {@code expected} says the shape in words. Secret values are not repeated. */
  String text(String key, Pattern shape, String expected) {
    Object value = values.getValue(key);
    if (value == null) {
      problem(key, "missing (expected: " + expected + ")");
      return "";
    }
    String text = value instanceof Number ? value.toString() : value instanceof String s ? s : "";
    if (!shape.matcher(text).matches()) {
      String shown = key.toLowerCase(Locale.ROOT).contains("secret") ? "******" : value.toString();
      problem(key, shown + " (expected: " + expected + ")");
    }
    return text;
  }

  /** An address and a port, such as {@code 127.0.0.1:7080} or {@code [::1]:7080}. */
  HostPort address(String key) {
    String address = text(key, ADDRESS, "<address>:<port>");
    if (!ADDRESS.matcher(address).matches()) {
      return new HostPort("", 0);
    }
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    if (port > LARGEST_PORT) {
      problem(key, address + " (expected: a port of 0..65535)");
    }
    return new HostPort(address.substring(0, colon).replaceAll("[\\[\\]]", ""), port);
  }

  /** A list of texts of a shape, at least one. */
  List<String> texts(String key, Pattern shape, String expected) {
    List<Object> elements = list(key);
    if (elements.isEmpty()) {
      problem(key, "empty (expected: at least one)");
    }
    for (int i = 0; i < elements.size(); i++) {
      if (!(elements.get(i) instanceof String text && shape.matcher(text).matches())) {
        problem(key + "[" + i + "]", elements.get(i) + " (expected: " + expected + ")");
      }
    }
    return elements.stream().map(String::valueOf).toList();
  }

  /** A boolean, or its default. */
  boolean flag(String key, boolean otherwise) {
    Object value = values.getValue(key, otherwise);
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key, value + " (expected: true or false)");
    return otherwise;
  }

  /** A duration such as {@code 1h30m}, at most 12 h; {@code otherwise} if it is missing. */
  Duration duration(String key, Duration shortest, Duration otherwise) {
    Object value = values.getValue(key);
    if (value == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse("PT" + value.toString().toUpperCase(Locale.ROOT));
      if (duration.compareTo(shortest) >= 0 && duration.compareTo(SessionBounds.LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a duration out of bounds.
    }
    problem(key, value + " (expected: " + shortest.toMinutes() + "m..12h)");
    return otherwise;
  }

  /** The mappings in a list; none if it is missing. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<Object> elements = list(key);
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof JsonObject mapping) {
        sections.add(item(key, i, mapping));
      } else {
        problem(key + "[" + i + "]", "not a mapping");
      }
    }
    return sections;
  }

  /** The mapping at an index of a list. */
  Section item(String key, int index, JsonObject mapping) {
    boolean there =
        written.getValue(key) instanceof JsonArray list
            && index < list.size()
            && list.getValue(index) instanceof JsonObject;
    JsonObject before = there ? written.getJsonArray(key).getJsonObject(index) : mapping;
    return new Section(path + "." + key + "[" + index + "]", mapping, before, problems);
  }

  /** The elements of a list; none if it is missing. */
  List<Object> list(String key) {
    Object value = values.getValue(key, new JsonArray());
    if (value instanceof JsonArray array) {
      return array.stream().toList();
    }
    problem(key, "not a list");
    return List.of();
  }

  /** Reports a problem with a key's value; what was filled into that is not shown. */
  void problem(String key, String sentence) {
    problem(key, "", sentence);
  }

  /** The same of a part of a key's value, such as {@code .Statement[0]}. */
  void problem(String key, String part, String sentence) {
    int index = key.indexOf('[');
    String name = index < 0 ? key : key.substring(0, index);
    Object before = written.getValue(name);
    boolean filled = !Objects.equals(before, values.getValue(name));
    String shown = filled ? asWritten(before, sentence) : sentence;
    problems.add(new SandboxProblems.Problem(path + "." + key + part, shown));
  }

  private static String asWritten(@Nullable Object before, String sentence) {
    if (!(before instanceof String text)) {
      return "what it holds does not fit once it is filled in";
    }
    int expected = sentence.lastIndexOf(" (expected: ");
    return text
        + " does not fit once it is filled in"
        + (expected < 0 ? "" : sentence.substring(expected));
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  /**
   * Where a server listens.
   *
   * @param host a name or an address, without brackets
   * @param port 0 for any free one
   */
  record HostPort(String host, int port) {}
}
