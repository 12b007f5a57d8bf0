package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is wrong with an identity, its secrets are not printed. */
class SecretsStayHiddenTest {
  private static final String SECRET = "hunter2";

  @Property(tries = 500)
  void problems_neverShowASecret_whenAnIdentityIsWrong(@ForAll("identities") Object identity) {
    JsonObject written =
        new JsonObject()
            .put("identities", new JsonObject().put("default", identity))
            .put("profiles", new JsonObject());
    Problems problems = new Problems();
    Function<String, @Nullable String> environment = Map.of("SECRET", SECRET + " b")::get;
    ConfigTree tree =
        new ConfigTree(
            written,
            problems,
            new Placeholders(environment, "node-1", problems),
            new NamedFile(Path.of("nowhere")));

    String printed = "";
    try {
      tree.read(false);
    } catch (ConfigException e) {
      printed = String.valueOf(e.getMessage());
    }

    assertThat(printed).contains("profiles: is empty").doesNotContain(SECRET);
  }

  @Provide
  Arbitrary<Object> identities() {
    Arbitrary<Object> values =
        Arbitraries.of(
            SECRET,
            SECRET + " b",
            SECRET + "\n",
            "${" + SECRET + "}",
            "${env:SECRET}",
            "${" + SECRET,
            new JsonArray().add(SECRET),
            new JsonObject().put("secret", SECRET));
    Arbitrary<String> keys =
        Arbitraries.of(
            "secret", "securityToken", "Secret", "accessKeySecret", "token", "password", "uri");
    Arbitrary<String> types =
        Arbitraries.of(
            "accessKey",
            "environment",
            "accessKeyFile",
            "oidc",
            "credentialsUri",
            "auto",
            "nonsense");
    Arbitrary<Object> sections =
        Arbitraries.maps(keys, values)
            .ofMaxSize(4)
            .flatMap(
                map ->
                    types.map(
                        type -> {
                          JsonObject section = new JsonObject().put("type", type);
                          map.forEach(section::put);
                          return section;
                        }));
    return Arbitraries.oneOf(values, sections);
  }
}
