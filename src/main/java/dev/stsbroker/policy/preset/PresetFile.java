package dev.stsbroker.policy.preset;

import dev.stsbroker.policy.Elements;
import dev.stsbroker.policy.json.Bundled;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.NearestWord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a preset's file: {@code preset/<name>.json} beside this class, with its name in
 * {@code preset/names.txt}, or a file of the configuration's.
 *
 * <p>{@code {"description": ..., "parameters": [{"name", "kind", "optional"?, "default"?,
 * "needs"?}], "why": {action: reason}, "policy": ...}}. A kind is a {@link ValueKind}; an optional
 * parameter that is not given has its default, or no value. {@code needs} names another parameter
 * that has to be given with it. The policy is a {@link Template}.
 *
 * @param description what the preset is for, one sentence
 * @param parameters in the order of the file
 * @param why the reason for each action, by action or pattern of actions
 * @param policy the document before it is filled
 */
record PresetFile(
    String description, List<Value> parameters, Map<String, String> why, JsonNode policy) {
  private static final List<String> ELEMENTS =
      List.of("description", "parameters", "why", "policy");
  private static final String KINDS = "bucket, prefix, instance or name";

  static final Map<String, PresetFile> ALL =
      Bundled.text(PresetFile.class, "names.txt")
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

    String otherwise() {
      return missing == null ? "" : missing;
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
        .collect(Collectors.toUnmodifiableMap(Value::name, Value::otherwise));
  }

  private static PresetFile load(String name) {
    return parse(Bundled.text(PresetFile.class, name + ".json"));
  }

  /** Reads a preset's text; throws {@link PolicyException} with everything wrong with its form. */
  static PresetFile parse(String json) {
    Problems problems = new Problems();
    Cursor root = new Cursor("", JsonReader.read(json, problems), problems);
    problems.throwIfAny();
    if (!root.isObject()) {
      root.expected("an object with description, parameters, why and policy");
      throw problems.exception();
    }
    Elements elements = Elements.of(root, ELEMENTS);
    Optional<Cursor> description = elements.require("description", "a sentence");
    Optional<Cursor> policy = elements.require("policy", "a policy with Version and Statement");
    List<Cursor> written = elements.find("parameters").map(Cursor::items).orElse(List.of());
    List<Value> parameters = written.stream().flatMap(one -> value(one).stream()).toList();
    Map<String, String> why = elements.find("why").map(PresetFile::reasons).orElse(Map.of());
    checkTogether(written);
    policy.ifPresent(document -> TemplateGrammar.check(document, names(written)));
    problems.throwIfAny();
    return new PresetFile(
        description.orElseThrow().text(), parameters, why, policy.orElseThrow().node());
  }

  /** Says which parameters have the name of another, or need one that is not there. */
  private static void checkTogether(List<Cursor> written) {
    List<String> names = names(written);
    for (int i = 0; i < written.size(); i++) {
      Map<String, JsonNode> members = written.get(i).members();
      JsonNode name = members.get("name");
      JsonNode needs = members.get("needs");
      if (name instanceof JsonNode.Text text && names.indexOf(text.value()) < i) {
        written.get(i).member("name", name).expected("a name that no parameter above has");
      }
      if (needs instanceof JsonNode.Text text && !names.contains(text.value())) {
        written.get(i).member("needs", needs).expected(TemplateGrammar.expected(names));
      }
    }
  }

  /** What the parameters are called, whatever else is wrong with them. */
  private static List<String> names(List<Cursor> written) {
    return written.stream()
        .flatMap(one -> Stream.ofNullable(one.members().get("name")))
        .map(name -> name instanceof JsonNode.Text text ? text.value() : "")
        .toList();
  }

  private static Optional<Value> value(Cursor cursor) {
    if (!cursor.isObject()) {
      cursor.expected("a parameter with name and kind");
      return Optional.empty();
    }
    Elements elements =
        Elements.of(cursor, List.of("name", "kind", "optional", "default", "needs"));
    boolean required = !elements.find("optional").map(PresetFile::flag).orElse(false);
    String fallback = elements.find("default").map(PresetFile::text).orElse("");
    Optional<String> name =
        elements.require("name", "letters").map(one -> checked(one, TemplateGrammar.NAME));
    Optional<ValueKind> kind = elements.require("kind", KINDS).flatMap(PresetFile::kind);
    String needs = elements.find("needs").map(PresetFile::text).orElse(null);
    elements.find("default").ifPresent(one -> checkDefault(one, required));
    return name.isEmpty() || kind.isEmpty()
        ? Optional.empty()
        : Optional.of(new Value(name.get(), kind.get(), required ? null : fallback, needs));
  }

  /** Its author may write a default that no kind takes from others, such as a wildcard. */
  private static void checkDefault(Cursor at, boolean required) {
    if (required) {
      at.problem(
          "is of no use to a parameter that is required (expected: optional: true beside it)");
    }
  }

  private static boolean flag(Cursor cursor) {
    String written = cursor.node() instanceof JsonNode.Literal literal ? literal.source() : "";
    if (!written.equals("true") && !written.equals("false")) {
      cursor.expected("true or false");
    }
    return written.equals("true");
  }

  private static String text(Cursor cursor) {
    if (!(cursor.node() instanceof JsonNode.Text)) {
      cursor.expected("text");
    }
    return cursor.text();
  }

  private static String checked(Cursor name, Pattern shape) {
    if (!shape.matcher(name.text()).matches()) {
      name.expected("letters");
    }
    return name.text();
  }

  private static Optional<ValueKind> kind(Cursor cursor) {
    Optional<ValueKind> kind = ValueKind.of(cursor.text());
    if (kind.isEmpty()) {
      String shown = cursor.node().summary();
      NearestWord.of(cursor.text(), ValueKind.words())
          .ifPresentOrElse(
              word -> cursor.problem(Sentence.meaning(Kind.VALUE, shown, word)),
              () -> cursor.expected(KINDS));
    }
    return kind;
  }

  private static Map<String, String> reasons(Cursor why) {
    Map<String, String> reasons = new LinkedHashMap<>();
    why.members()
        .forEach((action, reason) -> reasons.put(action, why.member(action, reason).text()));
    return Collections.unmodifiableMap(reasons);
  }
}
