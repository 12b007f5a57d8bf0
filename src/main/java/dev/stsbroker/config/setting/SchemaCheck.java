package dev.stsbroker.config.setting;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.KnownKeys;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonObject;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.util.List;

/**
 * Validates a configuration by {@code broker.schema.json}, and reports problems in the broker's own
 * words. The schema's keyword {@code x-expected} has the words for what was expected.
 */
public final class SchemaCheck {

  /** Their findings repeat what a finding within them says better. */
  private static final List<String> OUTER = List.of("if", "allOf");

  /** Takes far longer to make than to use; given back where the heap has no room for it. */
  private static SoftReference<SchemaCheck> shared = new SoftReference<>(null);

  private final JsonObject schema = KnownKeys.schema();
  private final Validator validator =
      new ValidatorFactory().withJsonNodeFactory(new SchemaNode.Factory()).createValidator();
  private final URI uri = validator.registerSchema(new SchemaNode(schema, ""));

  /** One that was made before, or a new one. */
  public static synchronized SchemaCheck shared() {
    SchemaCheck known = shared.get();
    if (known == null) {
      known = new SchemaCheck();
      shared = new SoftReference<>(known);
    }
    return known;
  }

  /** Adds a problem for each place that does not fit. */
  public synchronized void check(JsonObject settings, Problems problems) {
    for (Error error : validator.validate(uri, new SchemaNode(settings, "")).getErrors()) {
      if (telling(error)) {
        tell(error, settings, problems);
      }
    }
  }

  private static boolean telling(Error error) {
    String keyword = error.getKeyword();
    return !error.getEvaluationPath().contains("/oneOf/")
        && (keyword == null || !OUTER.contains(keyword));
  }

  private void tell(Error error, JsonObject settings, Problems problems) {
    ConfigPath place = ConfigPath.ofPointer(error.getInstanceLocation(), settings);
    String location = error.getSchemaLocation();
    ConfigPath schemaPlace = ConfigPath.ofPointer(URI.create(location).getFragment(), schema);
    SchemaSentence sentence = new SchemaSentence(schema, schemaPlace, settings, place, problems);
    String keyword = error.getKeyword();
    if (keyword == null) {
      ConfigPath type = place.parent().to("type");
      problems.plain(place, sentence.ofUnwantedKey(problems.shown(type, type.in(settings))));
    } else if (schemaPlace.name().equals("propertyNames")) {
      sentence.misnamed().forEach(key -> problems.plain(place.to(key), sentence.ofName(key)));
    } else if (keyword.equals("required")) {
      sentence.missing().forEach(key -> problems.plain(place.to(key), sentence.ofMissing(key)));
    } else if (keyword.equals("dependentRequired")) {
      sentence
          .dependents()
          .forEach(
              (key, on) ->
                  problems.plain(
                      place.to(key), "goes only with " + on + " (expected: both or none)"));
    } else if (place.in(settings) instanceof String) {
      problems.add(place, sentence.ofValue(keyword));
    } else {
      problems.plain(place, sentence.ofValue(keyword));
    }
  }
}
