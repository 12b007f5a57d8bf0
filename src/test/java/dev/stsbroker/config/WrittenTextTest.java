package dev.stsbroker.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.sandbox.settings.SandboxProblems;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages show what is written in the configuration, never what was filled into it, for every
 * setting that the schema has.
 */
class WrittenTextTest {
  private static final String WRITTEN = "${env:SECRET_PROBE}";
  private static final String MARK = "hunter2";
  private static final String PORT = "47329";

  /** What does not fit most settings, and tries to pass as a part of our own sentences. */
  private static final List<String> WRONG =
      List.of(MARK + "; (expected: " + MARK + ")", "x".repeat(2100) + MARK, MARK + "\n");

  /** The first that fits a setting's pattern is tried there. */
  private static final List<String> RIGHT =
      List.of(
          "acs:ram::1234567890123456:role/" + MARK,
          "acs:ram::1234567890123456:oidc-provider/" + MARK,
          "cn-" + MARK,
          "127.0.0.1:" + PORT,
          MARK);

  private static final List<String> MORE =
      List.of("http://" + MARK + ".example:" + PORT, "[a-z]{1,4}" + MARK + "(", "unix:/" + MARK);

  private static final Map<String, String> NAMES =
      Map.of("identities", "default", "profiles", "p", "with", "bucket", "parameters", "job");

  @TempDir Path folder;

  private final JsonObject schema;
  private final Map<ConfigPath, JsonObject> settings = new LinkedHashMap<>();
  private int shown;

  WrittenTextTest() throws IOException {
    schema = new JsonObject(Files.readString(Path.of("config/broker.schema.json")));
    collect(ConfigPath.ROOT, schema);
  }

  @BeforeEach
  void files() throws IOException {
    for (String name : List.of(MARK, "key.json", "token")) {
      Files.writeString(folder.resolve(name), "{}");
    }
  }

  @Test
  void noMessage_showsWhatWasFilledIn_whicheverSettingItIs() {
    assertThat(settings).hasSizeGreaterThan(35);
    settings.forEach(
        (place, rule) -> {
          boolean policy = place.within(profile().to("policy"));
          WRONG.stream().limit(policy ? 2 : 1).forEach(value -> assertHidden(place, value));
          RIGHT.stream()
              .filter(value -> fits(rule, value))
              .limit(1)
              .forEach(value -> assertHidden(place, value));
        });
    assertThat(shown).as("messages that show the text as it is written").isGreaterThan(40);
  }

  @Test
  void noMessage_showsWhatWasFilledIn_whenItIsEverywhere() {
    List<String> values = new ArrayList<>(WRONG);
    values.addAll(RIGHT);
    values.addAll(MORE);
    for (String value : values) {
      JsonObject root = new JsonObject();
      settings.keySet().forEach(place -> put(root, place, WRITTEN));
      assertHidden(root, value, ConfigPath.ROOT);
    }
  }

  @Test
  void message_saysWhatIsWrongWithTheRest_whenADocumentIsFilled() {
    JsonObject statement =
        new JsonObject()
            .put("Effect", "Alow")
            .put("Action", "oss:GetObject")
            .put("Resource", "acs:oss:*:*:" + WRITTEN + "/*");
    JsonObject root = base(ConfigPath.ROOT);
    put(
        root,
        profile().to("policy").to("document"),
        new JsonObject().put("Version", "1").put("Statement", statement));

    assertThat(printed(root, MARK)).contains("Alow").contains("expected: Allow");
    statement.put("Effect", "Allow").put("Action", WRITTEN);
    assertThat(printed(root, MARK))
        .contains("profiles.p.policy.document.Statement.Action: what it holds does not fit once")
        .doesNotContain(MARK);
  }

  @Test
  void sandbox_showsWhatIsWritten() {
    JsonObject user = new JsonObject().put("name", WRITTEN).put("accessKeyId", WRITTEN);
    JsonObject role = new JsonObject().put("name", WRITTEN).put("maxSessionDuration", WRITTEN);
    JsonObject account =
        new JsonObject()
            .put("id", WRITTEN)
            .put("users", new JsonArray().add(user))
            .put("roles", new JsonArray().add(role).add(role));
    JsonObject written =
        new JsonObject()
            .put("sts", WRITTEN)
            .put("oss", WRITTEN)
            .put("instanceRole", WRITTEN)
            .put("accounts", new JsonArray().add(account));
    for (String value : List.of(MARK, MARK + " (expected: x)", "127.0.0.1:" + PORT)) {
      JsonObject filled = new JsonObject(written.encode().replace(WRITTEN, value));
      String told = "";
      try {
        SandboxSettings.parse(filled, written);
      } catch (SandboxProblems e) {
        told = String.valueOf(e.getMessage());
      }
      assertThat(told)
          .contains("sandbox.accounts[0].id: " + WRITTEN + " does not fit once it is filled in")
          .doesNotContain(MARK)
          .doesNotContain(PORT);
    }
  }

  private void assertHidden(ConfigPath place, String value) {
    for (JsonObject root : bases(place)) {
      put(root, place, WRITTEN);
      assertHidden(root, value, place);
    }
  }

  private void assertHidden(JsonObject root, String value, ConfigPath place) {
    String printed = printed(root, value);
    assertThat(printed.toLowerCase(Locale.ROOT))
        .as("%s filled with %s", place, value)
        .doesNotContain(MARK)
        .doesNotContain(PORT);
    shown += printed.contains(WRITTEN) ? 1 : 0;
  }

  /** All that is told of {@code root}: problems, or warnings. */
  private String printed(JsonObject root, String value) {
    Problems problems = new Problems();
    Function<String, @Nullable String> environment = Map.of("SECRET_PROBE", value)::get;
    var placeholders = new Placeholders(environment, "node-1", problems);
    NamedFile files = new NamedFile(folder.resolve("broker.json"));
    try {
      return String.join(
          "\n",
          new ConfigTree(root, problems, placeholders, files).read(false).broker().warnings());
    } catch (ConfigException e) {
      return e.getMessage() + "\n" + String.join("\n", problems.warnings());
    }
  }

  private static ConfigPath profile() {
    return ConfigPath.ROOT.to("profiles").to("p");
  }

  /** Configurations that are good, as far as they go, without the setting at {@code place}. */
  private List<JsonObject> bases(ConfigPath place) {
    if (!place.within(ConfigPath.ROOT.to("identities"))) {
      return List.of(base(place));
    }
    List<JsonObject> bases = new ArrayList<>();
    for (String type :
        List.of("accessKeyFile", "oidc", "ecsRamRole", "credentialsUri", "accessKey")) {
      if (!takes(type, place.name())) {
        continue;
      }
      JsonObject base = base(place);
      JsonObject identity = base.getJsonObject("identities").getJsonObject("default");
      identity.put("type", type);
      if (type.equals("oidc")) {
        identity.put("tokenFile", "token").put("roleArn", "acs:ram::1234567890123456:role/r");
        identity.put("providerArn", "acs:ram::1234567890123456:oidc-provider/r");
      } else if (type.equals("accessKey")) {
        identity.put("id", "LTAI5t").put("secret", "${env:SECRET_PROBE}");
      } else if (place.name().equals("idFile") || place.name().equals("secretFile")) {
        identity.put("idFile", "token").put("secretFile", "token");
      }
      bases.add(base);
    }
    return bases;
  }

  /** Whether identities of that type have that key. */
  private boolean takes(String type, String key) {
    ConfigPath identity =
        ConfigPath.ROOT.to("properties").to("identities").to("additionalProperties");
    JsonArray rules = (JsonArray) requireNonNull(identity.to("allOf").in(schema));
    for (int i = 0; i < rules.size(); i++) {
      ConfigPath rule = identity.to("allOf").at(i);
      Object named = rule.to("if").to("properties").to("type").to("const").in(schema);
      if (type.equals(named)) {
        return rule.to("then").to("properties").to(key).in(schema) == null;
      }
    }
    return true;
  }

  private JsonObject base(ConfigPath place) {
    JsonObject root = new JsonObject();
    put(root, ConfigPath.ROOT.to("identities").to("default").to("type"), "environment");
    put(root, profile().to("roleArn"), "acs:ram::1234567890123456:role/r");
    if (place.within(profile().to("policy").to("with"))) {
      put(root, profile().to("policy").to("preset"), "oss-read-only");
    }
    if (place.within(profile().to("parameters"))) {
      put(root, profile().to("sourceIdentity"), "s-${param.job}");
    }
    if (place.within(ConfigPath.ROOT.to("files"))) {
      put(root, ConfigPath.ROOT.to("files").at(0).to("profile"), "p");
      put(root, ConfigPath.ROOT.to("files").at(0).to("format"), "oss");
      put(root, ConfigPath.ROOT.to("files").at(0).to("path"), "kept");
    }
    return root;
  }

  /** Every place of the schema where text may stand. */
  private void collect(ConfigPath place, JsonObject rule) {
    if ("string".equals(rule.getValue("type")) || rule.containsKey("enum")) {
      settings.put(place, rule);
    }
    if (rule.getValue("properties") instanceof JsonObject properties) {
      properties.forEach(one -> collect(place.to(one.getKey()), (JsonObject) one.getValue()));
    } else if (rule.getValue("additionalProperties") instanceof JsonObject each) {
      collect(place.to(NAMES.getOrDefault(place.name(), "x")), each);
    } else if (rule.getValue("items") instanceof JsonObject each) {
      collect(place.at(0), each);
    } else if ("object".equals(rule.getValue("type")) && rule.containsKey("examples")) {
      texts(place, rule.getJsonArray("examples").getValue(0));
    }
  }

  /** The places of texts in the example of a section that is free in its form. */
  private void texts(ConfigPath place, Object value) {
    if (value instanceof JsonObject object) {
      object.forEach(one -> texts(place.to(one.getKey()), one.getValue()));
    } else if (value instanceof JsonArray array) {
      texts(place.at(0), array.getValue(0));
    } else {
      settings.put(place, new JsonObject());
    }
  }

  private static boolean fits(JsonObject rule, String value) {
    String pattern = rule.getString("pattern", "");
    return !rule.containsKey("enum") && Pattern.compile(pattern).matcher(value).find();
  }

  /** Puts {@code value} at {@code place}, and makes what it stands in. */
  private static void put(JsonObject root, ConfigPath place, Object value) {
    Object owner = root;
    List<Object> steps = place.steps();
    for (int i = 0; i < steps.size() - 1; i++) {
      owner = within(owner, steps.get(i), steps.get(i + 1) instanceof Integer);
    }
    set(owner, steps.get(steps.size() - 1), value);
  }

  private static Object within(Object owner, Object step, boolean list) {
    Object there = null;
    if (owner instanceof JsonObject object) {
      there = object.getValue((String) step);
    } else if (!((JsonArray) owner).isEmpty()) {
      there = ((JsonArray) owner).getValue(0);
    }
    if (list ? there instanceof JsonArray : there instanceof JsonObject) {
      return requireNonNull(there);
    }
    Object made = list ? new JsonArray() : new JsonObject();
    set(owner, step, made);
    return made;
  }

  private static void set(Object owner, Object step, Object value) {
    if (owner instanceof JsonArray array) {
      array.clear();
      array.add(value);
    } else {
      ((JsonObject) owner).put((String) step, value);
    }
  }
}
