package dev.stsbroker.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A preset as it is written: {@code preset/<name>.json} beside this class, with its name in {@code
 * preset/names.txt}.
 *
 * <p>{@code {"description": ..., "parameters": [{"name", "kind", "optional"?, "default"?}],
 * "policy": ...}}. A kind is a {@link ValueKind}; an optional parameter that is not given stands
 * for its default, and without one for nothing. The policy is a {@link Template}.
 *
 * @param description what the preset is for, one sentence
 * @param parameters in the order of the file
 * @param policy the document before it is filled
 */
record PresetFile(String description, List<Value> parameters, JsonNode policy) {
  static final Map<String, PresetFile> ALL =
      resource("names.txt").lines().collect(Collectors.toUnmodifiableMap(n -> n, PresetFile::load));

  /**
   * A parameter.
   *
   * @param missing what stands for it where it is not given; null if it is required
   */
  record Value(String name, ValueKind kind, @Nullable String missing) {
    boolean required() {
      return missing == null;
    }

    void check(Map<String, String> values, Problems problems) {
      String value = values.get(name);
      if (value == null && required()) {
        problems.add(name, 0, "missing (expected: " + kind.shape() + ")");
      } else if (value != null && !kind.accepts(value)) {
        String shown = JsonNode.quoted(Problems.excerpt(value));
        problems.add(name, 0, shown + " (expected: " + kind.shape() + ")");
      }
    }
  }

  Map<String, String> defaults() {
    return parameters.stream()
        .filter(parameter -> !parameter.required())
        .collect(Collectors.toUnmodifiableMap(Value::name, PresetFile::missing));
  }

  private static String missing(Value parameter) {
    return parameter.missing() == null ? "" : parameter.missing();
  }

  private static PresetFile load(String name) {
    Problems problems = new Problems();
    Cursor root = new Cursor("", JsonReader.read(resource(name + ".json"), problems), problems);
    problems.throwIfAny();
    Elements elements = Elements.of(root, List.of("description", "parameters", "policy"));
    PresetFile file =
        new PresetFile(
            element(elements, "description").text(),
            element(elements, "parameters").items().stream().map(PresetFile::value).toList(),
            element(elements, "policy").node());
    problems.throwIfAny();
    return file;
  }

  private static Value value(Cursor cursor) {
    Elements elements = Elements.of(cursor, List.of("name", "kind", "optional", "default"));
    boolean required = elements.find("optional").isEmpty();
    String fallback = elements.find("default").map(Cursor::text).orElse("");
    return new Value(
        element(elements, "name").text(),
        ValueKind.named(element(elements, "kind").text()),
        required ? null : fallback);
  }

  private static Cursor element(Elements elements, String name) {
    return elements
        .find(name)
        .orElseThrow(() -> new IllegalStateException("a preset without " + name));
  }

  private static String resource(String name) {
    try (InputStream in = PresetFile.class.getResourceAsStream("preset/" + name)) {
      if (in == null) {
        throw new IllegalStateException("preset/" + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
