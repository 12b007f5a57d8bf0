package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.credential.RoleArn;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema as editors read it. */
class SchemaTest {
  @TempDir Path folder;

  private final JsonObject schema;

  SchemaTest() throws IOException {
    schema = new JsonObject(Files.readString(Path.of("config/broker.schema.json")));
  }

  @Test
  void everyProperty_isDescribed_whenAnEditorAsks() {
    List<String> bare = new ArrayList<>();
    undescribed(ConfigPath.ROOT, schema, bare);

    assertThat(bare).isEmpty();
  }

  private static void undescribed(ConfigPath place, JsonObject rule, List<String> bare) {
    if (rule.getValue("properties") instanceof JsonObject properties) {
      properties.forEach(
          entry -> {
            JsonObject property = (JsonObject) entry.getValue();
            if (!property.containsKey("description")) {
              bare.add(place.to(entry.getKey()).toString());
            }
            undescribed(place.to(entry.getKey()), property, bare);
          });
    }
    if (rule.getValue("additionalProperties") instanceof JsonObject each) {
      undescribed(place.to("*"), each, bare);
    }
  }

  @Test
  void defaults_areTheReaders_whenTheyAreWrittenOut() {
    JsonObject written = defaults(schema);
    JsonObject profile =
        defaults(
                schema
                    .getJsonObject("properties")
                    .getJsonObject("profiles")
                    .getJsonObject("additionalProperties"))
            .put("roleArn", "acs:ram::1234567890123456:role/r");
    written
        .put(
            "identities",
            new JsonObject().put("default", new JsonObject().put("type", "environment")))
        .put("profiles", new JsonObject().put("p", profile))
        .put("sts", defaults(schema.getJsonObject("properties").getJsonObject("sts")));
    ConfigFolder config = new ConfigFolder(folder).with("broker.json", written.encode());

    assertThat(ConfigFolder.unplaced(config.loadFile("broker.json")))
        .isEqualTo(
            ConfigFolder.unplaced(config.load(ConfigFolder.IDENTITIES + ConfigFolder.PROFILES)));
  }

  @Test
  void roleArnPattern_isTheRooms_whenBothAreRead() {
    JsonObject roleArn =
        schema
            .getJsonObject("properties")
            .getJsonObject("profiles")
            .getJsonObject("additionalProperties")
            .getJsonObject("properties")
            .getJsonObject("roleArn");

    assertThat(roleArn.getString("pattern")).isEqualTo("^" + RoleArn.PATTERN + "$|\\$\\{");
  }

  private static JsonObject defaults(JsonObject rule) {
    JsonObject defaults = new JsonObject();
    rule.getJsonObject("properties")
        .forEach(
            entry -> {
              JsonObject property = (JsonObject) entry.getValue();
              if (property.containsKey("default")) {
                defaults.put(entry.getKey(), property.getValue("default"));
              }
            });
    return defaults;
  }
}
