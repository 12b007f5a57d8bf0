package dev.stsbroker.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A preset as it is written: {@code preset/<name>.json} beside this class, with its name in {@code
 * preset/names.txt}.
 *
 * <p>{@code {"description": ..., "parameters": [{"name", "kind", "optional"?, "default"?,
 * "needs"?}], "why": {action: reason}, "policy": ...}}. A kind is a {@link ValueKind}; an optional
 * parameter that is not given stands for its default, and without one for nothing. {@code needs}
 * names the parameter it makes no sense without. The policy is a {@link Template}.
 *
 * @param description what the preset is for, one sentence
 * @param parameters in the order of the file
 * @param why what each action is there for, by action or pattern of them
 * @param policy the document before it is filled
 */
record PresetFile(
    String description, List<Value> parameters, Map<String, String> why, JsonNode policy) {
  static final Map<String, PresetFile> ALL =
      Bundled.text("preset/names.txt")
          .lines()
          .collect(Collectors.toUnmodifiableMap(n -> n, PresetFile::load));

  /**
   * A parameter.
   *
   * @param missing what stands for it where it is not given; null if it is required
   * @param needs the parameter it cannot be given without; null if there is none
   */
  record Value(String name, ValueKind kind, @Nullable String missing, @Nullable String needs) {
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
      if (value != null && needs != null && !values.containsKey(needs)) {
        problems.add(name, 0, "given without " + needs + " (expected: " + needs + " as well)");
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
    Cursor root =
        new Cursor(
            "", JsonReader.read(Bundled.text("preset/" + name + ".json"), problems), problems);
    problems.throwIfAny();
    Elements elements = Elements.of(root, List.of("description", "parameters", "why", "policy"));
    PresetFile file =
        new PresetFile(
            element(elements, "description").text(),
            element(elements, "parameters").items().stream().map(PresetFile::value).toList(),
            reasons(element(elements, "why")),
            element(elements, "policy").node());
    problems.throwIfAny();
    return file;
  }

  private static Value value(Cursor cursor) {
    Elements elements =
        Elements.of(cursor, List.of("name", "kind", "optional", "default", "needs"));
    boolean required = elements.find("optional").isEmpty();
    String fallback = elements.find("default").map(Cursor::text).orElse("");
    return new Value(
        element(elements, "name").text(),
        ValueKind.named(element(elements, "kind").text()),
        required ? null : fallback,
        elements.find("needs").map(Cursor::text).orElse(null));
  }

  private static Map<String, String> reasons(Cursor why) {
    Map<String, String> reasons = new LinkedHashMap<>();
    why.members()
        .forEach((action, reason) -> reasons.put(action, why.member(action, reason).text()));
    return Collections.unmodifiableMap(reasons);
  }

  private static Cursor element(Elements elements, String name) {
    return elements
        .find(name)
        .orElseThrow(() -> new IllegalStateException("a preset without " + name));
  }
}
