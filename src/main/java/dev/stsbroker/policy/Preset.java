package dev.stsbroker.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A named session policy with parameters, that ships with the broker. Each is a file of this room;
 * see {@link PresetFile} for its form.
 */
public final class Preset {
  private final String name;
  private final PresetFile file;

  Preset(String name, PresetFile file) {
    this.name = name;
    this.file = file;
  }

  /**
   * A value a preset takes.
   *
   * @param name as written in the configuration
   * @param required whether the preset cannot be rendered without it
   * @param shape what its values look like, a few words
   */
  public record Parameter(String name, boolean required, String shape) {}

  /** The preset of this name; empty if there is none. */
  public static Optional<Preset> named(String name) {
    return Optional.ofNullable(PresetFile.ALL.get(name)).map(file -> new Preset(name, file));
  }

  /** The names of all presets, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(new TreeMap<>(PresetFile.ALL).keySet());
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What it is for, one sentence. */
  public String description() {
    return file.description();
  }

  /** The values it takes, the required ones first. */
  public List<Parameter> parameters() {
    return file.parameters().stream()
        .map(one -> new Parameter(one.name(), one.required(), one.kind().shape()))
        .toList();
  }

  /** What its actions are there for, by action or pattern of them, in the order of the file. */
  public Map<String, String> reasons() {
    return file.why();
  }

  /**
   * The document for these values. They enter it as parts of strings, never as JSON.
   *
   * @param values by parameter; leave an optional one out rather than empty
   * @throws PolicyException with every value that is unknown, missing or could widen the document;
   *     the path of each problem is the parameter's name
   */
  public PolicyDocument render(Map<String, String> values) {
    Problems problems = new Problems();
    checkKnown(values, problems);
    file.parameters().forEach(parameter -> parameter.check(values, problems));
    problems.throwIfAny();
    JsonNode document =
        new Template(values, file.defaults())
            .fill(file.policy())
            .orElseThrow(() -> new IllegalStateException("the preset leaves itself out: " + name));
    return PolicyDocument.read(document, problems);
  }

  private void checkKnown(Map<String, String> values, Problems problems) {
    List<String> known = file.parameters().stream().map(PresetFile.Value::name).toList();
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(known);
    for (String word : unknown) {
      String advice =
          NearestWord.of(word, known)
              .map(meant -> "unknown parameter of " + name + " (did you mean " + meant + "?)")
              .orElse("unknown parameter of " + name + " (expected: " + list(known) + ")");
      problems.add(Problems.excerpt(word), 0, advice);
    }
  }

  private static String list(List<String> known) {
    return known.isEmpty() ? "none" : known.stream().collect(Collectors.joining(", "));
  }
}
