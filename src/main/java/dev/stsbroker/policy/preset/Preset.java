package dev.stsbroker.policy.preset;

import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import dev.stsbroker.text.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named session policy with parameters. Those that ship with the broker are files of this room;
 * others are files of a configuration. See {@link PresetFile} for their form. Equal by name and
 * content.
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

  /** The shipped preset of this name; empty if there is none. */
  public static Optional<Preset> named(String name) {
    return Optional.ofNullable(PresetFile.ALL.get(name)).map(file -> new Preset(name, file));
  }

  /**
   * The preset that {@code json} describes, in the form of those that ship with the broker.
   *
   * @throws PolicyException with everything that is wrong with it, the linter's errors included,
   *     which are looked for in the document with and without the optional values
   */
  public static Preset parse(String name, String json) {
    Preset preset = new Preset(name, PresetFile.parse(json));
    List<PolicyProblem> errors =
        preset.lint().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(one -> one.problem().at("policy." + one.path(), 0))
            .toList();
    if (!errors.isEmpty()) {
      throw new PolicyException(errors);
    }
    return preset;
  }

  /** What the linter says of the document, filled with examples; empty if it is clean. */
  public List<PolicyFinding> lint() {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, String> required = new LinkedHashMap<>();
    for (PresetFile.Value value : file.parameters()) {
      all.put(value.name(), value.kind().example());
      if (value.required()) {
        required.put(value.name(), value.kind().example());
      }
    }
    return Stream.of(all, required).flatMap(values -> lint(values).stream()).distinct().toList();
  }

  /** What the linter says of the document for these values, at the paths of the file. */
  private List<PolicyFinding> lint(Map<String, String> values) {
    Template template = new Template(values, file.defaults());
    return Linter.lint(filled(values).canonical()).stream()
        .map(one -> one.at(template.written(file.policy(), one.path())))
        .toList();
  }

  /**
   * The path in the preset's file of what is at {@code path} in a rendered document.
   *
   * @param given the names of the values it was rendered with
   */
  public String written(String path, Set<String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    given.forEach(name -> values.put(name, ""));
    return new Template(values, file.defaults()).written(file.policy(), path);
  }

  /** The names of all presets that ship with the broker, in alphabetical order. */
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
    return PolicyDocument.read(filled(values), problems);
  }

  private JsonNode filled(Map<String, String> values) {
    return new Template(values, file.defaults())
        .fill(file.policy())
        .orElseThrow(() -> new IllegalStateException("the preset leaves itself out: " + name));
  }

  private void checkKnown(Map<String, String> values, Problems problems) {
    List<String> known = file.parameters().stream().map(PresetFile.Value::name).toList();
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(known);
    for (String word : unknown) {
      String said = "unknown parameter of " + name;
      Sentence advice =
          NearestWord.of(word, known)
              .map(meant -> meaning(said, meant, values))
              .orElse(Sentence.of(Kind.NAME, said + " (expected: " + list(known) + ")"));
      problems.add(Problems.excerpt(word), 0, advice);
    }
  }

  private static Sentence meaning(String said, String meant, Map<String, String> values) {
    return values.containsKey(meant)
        ? Sentence.of(Kind.NAME, said + " beside " + meant + " (expected: " + meant + " alone)")
        : Sentence.meaning(Kind.NAME, said, meant);
  }

  private static String list(List<String> known) {
    return known.isEmpty() ? "none" : known.stream().collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Preset that && name.equals(that.name) && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Preset[" + name + "]";
  }
}
