package dev.stsbroker.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says how one value and one part of the schema do not fit.
 *
 * @param schema the whole schema
 * @param rule the part of it that was broken
 * @param settings the whole configuration
 * @param place the value in it that broke the rule
 */
record SchemaSentence(JsonObject schema, Place rule, JsonObject settings, Place place) {
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
      return "is not a key of type " + type;
    }
    List<String> known = known();
    return NearestWord.to(place.name(), known)
        .map(near -> "unknown key (did you mean " + near + "?)")
        .orElseGet(() -> "unknown key (expected one of: " + String.join(", ", known) + ")");
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

  String ofName() {
    return "not a name (expected: " + object(rule).getString("x-expected") + ")";
  }

  /** The required keys that are not there. */
  List<String> missing() {
    return texts(object(rule).getJsonArray("required")).stream()
        .filter(key -> !here().containsKey(key))
        .toList();
  }

  String ofMissing(String key) {
    for (Place owner = rule; !owner.steps().isEmpty(); owner = owner.parent()) {
      if (owner.to("properties").to(key).in(schema) instanceof JsonObject property) {
        return "is missing (expected: " + expected(property) + ")";
      }
    }
    return "is missing (expected: " + expected(object(Place.ROOT.to("properties").to(key))) + ")";
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
    String shown = Shown.value(place, value);
    if (keyword.equals("uniqueItems")) {
      shown = "has an entry twice";
    } else if (keyword.equals("oneOf") && value instanceof JsonObject object) {
      shown = "has " + (object.isEmpty() ? "nothing" : String.join(", ", object.fieldNames()));
    } else if (keyword.startsWith("min") && !(value instanceof String || value instanceof Number)) {
      shown = "is empty";
    }
    return shown + suggestion(property, value) + " (expected: " + expected(property) + ")";
  }

  private static String suggestion(JsonObject property, @Nullable Object value) {
    if (property.getValue("enum") instanceof JsonArray words && value instanceof String word) {
      return NearestWord.to(word, texts(words))
          .map(near -> ", did you mean " + near + "?")
          .orElse("");
    }
    return "";
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

  private JsonObject object(Place at) {
    return at.in(schema) instanceof JsonObject object ? object : new JsonObject();
  }

  private static List<String> texts(JsonArray words) {
    return words.stream().map(Object::toString).toList();
  }
}
