package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever stands where, the answer is settings or problems, never a fault of the program. */
class AnyConfigTest {
  private static final String FULL =
      """
      {"listen": ["127.0.0.1:7070", "[::1]:7070"], "admin": "127.0.0.1:7071",
       "allowRemote": false, "allowedHosts": ["a"],
       "sts": {"region": "cn-hangzhou", "network": "public", "endpoint": "https://sts.example.com",
               "timeout": "5s", "callsPerSecond": 20},
       "identities": {
         "default": {"type": "environment"},
         "inline": {"type": "accessKey", "id": "k", "secret": "s", "securityToken": "t"},
         "file": {"type": "accessKeyFile", "file": "pom.xml", "allowOthers": true},
         "pod": {"type": "oidc", "roleArn": "acs:ram::1234567890123456:role/r", "tokenFile": "pom.xml",
                 "providerArn": "acs:ram::1234567890123456:oidc-provider/p", "sessionName": "${hostname}"},
         "instance": {"type": "ecsRamRole", "roleName": "r", "endpoint": "http://127.0.0.1:1", "allowV1": false},
         "near": {"type": "credentialsUri", "uri": "http://127.0.0.1:1/x"},
         "any": {"type": "auto", "endpoint": "http://127.0.0.1:1"},
         "files": {"type": "accessKeyFile", "idFile": "pom.xml", "secretFile": "pom.xml",
                   "allowOthers": true}},
       "profiles": {
         "a": {"roleArn": "acs:ram::1234567890123456:role/r", "identity": "file", "duration": "1h",
               "sessionName": "${profile}", "externalId": "xx", "sourceIdentity": "xx",
               "prefetch": false, "idleAfter": "1h",
               "policy": {"preset": "oss-read-only", "with": {"bucket": "my-bucket"}}},
         "b": {"roleArn": "acs:ram::1234567890123456:role/r", "via": "a",
               "policy": {"document": {"Version": "1", "Statement": [
                 {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "*"}]}}},
         "c": {"roleArn": "acs:ram::1234567890123456:role/r", "identity": "file",
               "parameters": {"job": "[a-z]{1,9}"}, "sessionName": "${param.job}-x",
               "policy": {"document": {"Version": "1", "Statement": [
                 {"Effect": "Allow", "Action": "oss:GetObject",
                  "Resource": "acs:oss:*:*:b-1/${param.job}/*"}]}}}},
       "defaultProfile": "a"}
      """;

  @Property(tries = 600)
  void config_isReadOrRefused_whenAnyValueIsAnywhere(
      @ForAll("places") ConfigPath place, @ForAll("values") @Nullable Object value) {
    JsonObject written = new JsonObject(FULL);
    put(written, place, value);
    Problems problems = new Problems();
    Placeholders placeholders = new Placeholders(name -> null, "node-1", problems);
    ConfigTree tree =
        new ConfigTree(
            written, problems, placeholders, new NamedFile(Path.of("").toAbsolutePath()));

    try {
      assertThat(tree.read(false).broker().profiles()).hasSize(3);
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  private static void put(JsonObject root, ConfigPath place, @Nullable Object value) {
    Object owner = place.parent().in(root);
    if (owner instanceof JsonObject object) {
      object.put(place.name(), value);
    } else if (owner instanceof JsonArray array) {
      array.set(Integer.parseInt(place.name()), value);
    }
  }

  @Provide
  Arbitrary<ConfigPath> places() {
    List<ConfigPath> places = new ArrayList<>();
    collect(ConfigPath.ROOT, new JsonObject(FULL), places);
    return Arbitraries.of(places);
  }

  private static void collect(ConfigPath place, Object value, List<ConfigPath> places) {
    if (value instanceof JsonObject object) {
      object.forEach(entry -> places.add(place.to(entry.getKey())));
      object.forEach(entry -> collect(place.to(entry.getKey()), entry.getValue(), places));
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(place.at(i));
        collect(place.at(i), array.getValue(i), places);
      }
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> some =
        Arbitraries.of(
            -1,
            1.5,
            BigInteger.TEN.pow(40),
            true,
            "",
            ":",
            "unix:",
            "http://[",
            "${",
            "${profile}",
            "a\u0000b",
            new JsonArray(),
            new JsonArray().addNull(),
            new JsonObject(),
            new JsonObject().putNull("a/~b"),
            new JsonObject().put("type", "oidc"));
    return some.injectNull(0.1);
  }
}
