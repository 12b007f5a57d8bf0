package dev.stsbroker.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line that a bad configuration prints, from the tables beside this class. */
class BadConfigTest {
  private static final String FILLED = "\"acs:oss:*:*:my-bucket/${param.task}/*\"";
  private static final String PRESET =
      """
      {"description": "ours", "parameters": [{"name": "bucket", "kind": "%s"}],
       "policy": {"Version": "1", "Statement": {
         "Effect": "Allow", "Action": "oss:%s", "Resource": "acs:oss:*:*:${%s}/*"}}}
      """;

  @TempDir Path folder;

  private record Case(String name, String yaml, List<String> printed) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void load_printsEveryProblem_when(Case bad) {
    ConfigFolder config =
        new ConfigFolder(folder, Map.of("LONG", "b".repeat(2100)))
            .withMode("key.json", "{}", "rw-------")
            .withMode("open.json", "{}", "rw-r--r--")
            .withMode("good.secret", "0123456789abcdef", "rw-------")
            .withMode("open.secret", "0123456789abcdef", "rw-r--r--")
            .withMode("empty.secret", "\n# nothing yet\n", "rw-------")
            .withMode(
                "weak.secret",
                "0123456789abcdef\n0123456789abcde\n\n0123456789+/abcd=\n",
                "rw-------")
            .with("huge.json", " ".repeat(70_000))
            .with("good.json", statement("oss:GetObject"))
            .with("long.json", statement("oss:" + "x".repeat(2100)))
            .with("broken.json", "{\"Version\": \"1\",\n\"Statement\": [\n")
            .with("wrong.json", "{\"Version\": \"2\",\n\"Statement\": [{\"Efect\": \"Allow\"}]}")
            .with("filled.json", statement("oss:GetObject").replace("\"*\"", FILLED))
            .with("list.yaml", "- a")
            .with("shape.yaml", PRESET.formatted("bukket", "GetObject", "buckt"))
            .with("preset.json", PRESET.formatted("bucket", "GetObjects", "bucket"))
            .with("broker.yaml", bad.yaml());

    assertThat(config.problemsOf("broker.yaml")).isEqualTo(bad.printed());
  }

  private static String statement(String action) {
    return """
        {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}
        """
        .formatted(action);
  }

  static Stream<Case> cases() {
    return Stream.of(
            "bad-configurations.txt", "not-yet.txt", "bad-policies.txt", "bad-parameters.txt")
        .flatMap(BadConfigTest::table);
  }

  private static Stream<Case> table(String name) {
    try (InputStream stream = BadConfigTest.class.getResourceAsStream(name)) {
      String text = new String(stream.readAllBytes(), UTF_8);
      return Arrays.stream(text.split("(?m)^== ")).skip(1).map(BadConfigTest::parse);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static Case parse(String text) {
    StringBuilder yaml = new StringBuilder();
    List<String> printed = new ArrayList<>();
    text.lines()
        .skip(1)
        .forEach(
            line -> {
              if (line.startsWith("=> ")) {
                printed.add(line.substring(3));
              } else {
                yaml.append(line).append('\n');
              }
            });
    return new Case(
        text.lines().findFirst().orElseThrow(),
        yaml.toString()
            .replace("$ids\n", ConfigFolder.IDENTITIES)
            .replace("$one\n", ConfigFolder.PROFILES),
        printed);
  }
}
