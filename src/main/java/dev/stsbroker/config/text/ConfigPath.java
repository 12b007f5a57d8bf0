package dev.stsbroker.config.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a value in the configuration, such as {@code profiles.reader.duration}.
 *
 * @param steps from the root: a {@link String} for a key, an {@link Integer} for a list's index
 */
public record ConfigPath(List<Object> steps) {
  public static final ConfigPath ROOT = new ConfigPath(List.of());

  private static final Pattern STEP = Pattern.compile("\\[(\\d{1,6})]|[^.\\[]+");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public ConfigPath {
    steps = List.copyOf(steps);
  }

  /** Of a JSON pointer (RFC 6901) into {@code root}, whose lists tell indexes from keys. */
  public static ConfigPath ofPointer(String pointer, JsonObject root) {
    ConfigPath place = ROOT;
    if (pointer.isEmpty()) {
      return place;
    }
    for (String token : pointer.substring(1).split("/", -1)) {
      String key = token.replace("~1", "/").replace("~0", "~");
      place = place.in(root) instanceof JsonArray ? place.at(Integer.parseInt(key)) : place.to(key);
    }
    return place;
  }

  /** Of a path as {@link #toString} writes it of plain keys; other keys end at the next dot. */
  public static ConfigPath ofPath(String path) {
    ConfigPath place = ROOT;
    Matcher steps = STEP.matcher(path);
    while (steps.find()) {
      place =
          steps.group(1) == null
              ? place.to(steps.group())
              : place.at(Integer.parseInt(steps.group(1)));
    }
    return place;
  }

  /** The place at {@code path}, as {@link #ofPath} reads it, within this one. */
  public ConfigPath then(String path) {
    ConfigPath place = this;
    for (Object step : ofPath(path).steps) {
      place = place.with(step);
    }
    return place;
  }

  public ConfigPath to(String key) {
    return with(key);
  }

  public ConfigPath at(int index) {
    return with(index);
  }

  private ConfigPath with(Object step) {
    List<Object> longer = new ArrayList<>(steps);
    longer.add(step);
    return new ConfigPath(longer);
  }

  /** The place that holds this one; the root's is the root. */
  public ConfigPath parent() {
    return steps.isEmpty() ? this : new ConfigPath(steps.subList(0, steps.size() - 1));
  }

  /** The last step as text; empty for the root. */
  public String name() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1).toString();
  }

  public boolean within(ConfigPath outer) {
    return steps.size() >= outer.steps.size()
        && steps.subList(0, outer.steps.size()).equals(outer.steps);
  }

  /** Whether this is {@code section.<any name>.key}. */
  public boolean is(String section, String key) {
    return steps.size() == 3 && steps.get(0).equals(section) && steps.get(2).equals(key);
  }

  /** The value here; null if there is none. */
  public @Nullable Object in(JsonObject root) {
    Object value = root;
    for (Object step : steps) {
      if (value instanceof JsonObject object && step instanceof String key) {
        value = object.getValue(key);
      } else if (value instanceof JsonArray array && step instanceof Integer index) {
        value = index < array.size() ? array.getValue(index) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  /**
   * The same for a message. What stands in a key's place and looks like a secret is cut, as where
   * the colon behind {@code secret} was left out; names that people choose are not.
   */
  String shown() {
    boolean chosen = steps.size() == 2;
    return chosen || !Redactor.isKeyLike(name())
        ? toString()
        : parent().to(Redactor.excerpt(name())).toString();
  }

  @Override
  public String toString() {
    StringBuilder path = new StringBuilder();
    for (Object step : steps) {
      if (step instanceof Integer) {
        path.append('[').append(step).append(']');
      } else if (PLAIN.matcher(step.toString()).matches()) {
        path.append(path.length() == 0 ? "" : ".").append(step);
      } else {
        path.append('[').append(Redactor.quoted(step.toString())).append(']');
      }
    }
    return path.toString();
  }
}
