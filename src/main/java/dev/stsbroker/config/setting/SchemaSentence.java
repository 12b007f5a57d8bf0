package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.KnownKeys;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.config.text.Redactor;
import dev.stsbroker.config.text.TypedText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message about a value that breaks a rule of the schema.
 *
 * @param schema the whole schema
 * @param rule the part of it that was broken
 * @param settings the whole configuration
 * @param place the value in it that broke the rule
 * @param problems what knows how it is written
 */
record SchemaSentence(
    JsonObject schema, ConfigPath rule, JsonObject settings, ConfigPath place, Problems problems) {
  private static final Map<String, String> TYPES =
      Map.of(
          "string", "text",
          "integer", "a whole number",
          "boolean", "true or false",
          "array", "a list",
          "object", "a mapping");

  /**
   * Of a key that has no business here: unknown, or not one of this identity type's.
   *
   * @param type the identity's type, as it may be shown
   */
  String ofUnwantedKey(String type) {
    if (!rule.name().equals("additionalProperties")) {
      return "is not a key of type " + type + " (expected: none, or another type)";
    }
    String name = place.name();
    String plain = TypedText.plain(name);
    int blanks = name.indexOf(plain);
    boolean indented = blanks > 0 && Character.isSpaceChar(name.charAt(0));
    if (indented && KnownKeys.isKnown(plain)) {
      String write = problems.writeIndented(place, blanks, plain);
      return "begins with blanks that do not indent (expected: plain ones" + write + ")";
    }
    List<String> known = known();
    String expected = "expected one of: " + String.join(", ", known);
    return KnownKeys.meant(place.name(), known)
        .map(this::ofMisspelt)
        .or(
            () ->
                KnownKeys.sections(place.name())
                    .map(others -> "is a key of " + others + ", not here (" + expected + ")"))
        .orElseGet(() -> "unknown key (" + expected + ")");
  }

  /** Two keys of one name would be the next mistake. */
  private String ofMisspelt(String near) {
    boolean there = problems.lines().isWritten(place.parent().to(near));
    return there
        ? "unknown key beside " + near + " (expected: " + near + " alone)"
        : "unknown key (expected: " + near + renamed(near) + ")";
  }

  /** The line with the key that was meant, and with a value that fits it if that can be told. */
  private String renamed(String near) {
    Object value = place.in(settings);
    JsonObject property = object(rule.parent().to("properties").to(near));
    ConfigPath there = place.parent().to(near);
    boolean shown = !problems.filledWithin(place) && KnownKeys.isHarmless(place);
    return new LikelyCorrection(there, property, value, problems.lines())
        .written()
        .filter(fitting -> shown && !property.containsKey("enum"))
        .map(fitting -> Problems.WRITE + problems.lines().entry(there, fitting))
        .orElseGet(() -> problems.writeKey(place, near));
  }

  private List<String> known() {
    JsonObject properties = object(rule.parent().to("properties"));
    return properties.fieldNames().stream().filter(key -> !key.equals("sandbox")).toList();
  }

  /** The names that break the rule for names. */
  List<String> misnamed() {
    String pattern = object(rule).getString("pattern");
    return here().fieldNames().stream().filter(name -> !name.matches(pattern)).toList();
  }

  /** Of one of them. */
  String ofName(String name) {
    String pattern = object(rule).getString("pattern");
    String write =
        LikelyText.name(name, pattern)
            .filter(fit -> !here().containsKey(fit))
            .map(fit -> problems.writeKey(place.to(name), fit))
            .orElse("");
    return "not a name (expected: " + object(rule).getString("x-expected") + write + ")";
  }

  /** The required keys that are not there. */
  List<String> missing() {
    return texts(object(rule).getJsonArray("required")).stream()
        .filter(key -> !here().containsKey(key))
        .toList();
  }

  String ofMissing(String key) {
    for (ConfigPath owner = rule; !owner.steps().isEmpty(); owner = owner.parent()) {
      if (owner.to("properties").to(key).in(schema) instanceof JsonObject property) {
        return "is missing (expected: " + expected(property) + ")";
      }
    }
    return "is missing (expected: "
        + expected(object(ConfigPath.ROOT.to("properties").to(key)))
        + ")";
  }

  /** The keys whose company is missing, each with the company. */
  Map<String, String> dependents() {
    Map<String, String> lonely = new LinkedHashMap<>();
    object(rule.to("dependentRequired")).stream()
        .filter(entry -> here().containsKey(entry.getKey()))
        .forEach(
            entry ->
                lonely.put(entry.getKey(), String.join(", ", texts((JsonArray) entry.getValue()))));
    return lonely;
  }

  /** Of a value that breaks {@code keyword}. */
  String ofValue(String keyword) {
    JsonObject property = object(rule);
    Object value = place.in(settings);
    LikelyCorrection likely = new LikelyCorrection(place, property, value, problems.lines());
    if (likely.isIdentityType()) {
      String type = Problems.WRITE + problems.lines().entry(place, likely.written().orElse(""));
      return value + " is a type (expected: a mapping" + type + ")";
    }
    String shown = problems.shown(place, value) + kind(property, value);
    if (keyword.equals("uniqueItems")) {
      shown = "has an entry twice";
    } else if (keyword.equals("oneOf") && value instanceof JsonObject object) {
      shown = "has " + (object.isEmpty() ? "nothing" : String.join(", ", object.fieldNames()));
    } else if (keyword.startsWith("min") && !(value instanceof String || value instanceof Number)) {
      shown = "is empty";
    }
    boolean plain = property.getString("type", "").equals("string") && Redactor.isPlain(value);
    String write =
        plain && Redactor.secret(place)
            ? ", in quotes"
            : problems.writeRaw(place, likely.written().orElse(null));
    return shown + " (expected: " + expected(property) + write + ")";
  }

  /** What a value is read as, where that is not what it looks like. */
  private String kind(JsonObject property, @Nullable Object value) {
    String type = property.getString("type", "");
    if (DurationRange.of(expected(property)).isPresent() && isNumber(value)) {
      return " has no unit";
    } else if (type.equals("string") && value instanceof Number) {
      return " is read as a number";
    } else if (type.equals("string") && value instanceof Boolean) {
      return " is read as true or false";
    } else if (type.equals("boolean") && value instanceof String text && text.length() <= 5) {
      return " is text";
    }
    boolean shown = value instanceof String && !Redactor.secret(place);
    return shown ? LikelyCorrection.kind(place, String.valueOf(value)) : "";
  }

  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Number || (value instanceof String text && text.matches("[0-9]{1,9}"));
  }

  private static String expected(JsonObject property) {
    if (property.getValue("x-expected") instanceof String words) {
      return words;
    }
    if (property.getValue("enum") instanceof JsonArray words) {
      return texts(words).stream().collect(Collectors.joining(" or "));
    }
    String type = property.getString("type", "");
    return TYPES.getOrDefault(type, type);
  }

  private JsonObject here() {
    return place.in(settings) instanceof JsonObject object ? object : new JsonObject();
  }

  private JsonObject object(ConfigPath at) {
    return at.in(schema) instanceof JsonObject object ? object : new JsonObject();
  }

  private static List<String> texts(JsonArray words) {
    return words.stream().map(Object::toString).toList();
  }
}
