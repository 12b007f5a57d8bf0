package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload says what it changes: in the log, and to whom has asked for it. */
class ReloadDifferenceTest {
  private static final String ROLE = "{roleArn: 'acs:ram::1234567890123456:role/oss-admin'}";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.startOnManualTime(folder);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void widening_isALineOfTheLog_andOfTheAnswer() throws Exception {
    broker.write("reader.secret", "secret-of-readers-1\n");
    String guarded = ROLE.replace("}", ", duration: 1h, access: {secretFile: reader.secret}}");
    broker.write(broker.original().replace(ROLE, guarded));
    assertThat(reload()).containsExactly("profile reader: secrets none -> 1");
    try (LogLines log = new LogLines()) {
      broker.write(broker.original().replace(ROLE, guarded.replace("1h", "2h")));
      assertThat(reload()).containsExactly("profile reader: duration 1h -> 2h");
      broker.write(broker.original().replace(ROLE, ROLE.replace("}", ", prefetch: false}")));
      assertThat(reload()).hasSize(1);
      assertThat(lines(log))
          .containsExactly(
              "WARN config - generation=3 profile reader: duration 1h -> 2h (wider: what leaks lives"
                  + " longer)",
              "WARN config - generation=4 profile reader: secrets 1 -> none (wider: every local"
                  + " process may have it); duration 2h -> 1h; prefetch true -> false");
    }
  }

  /** A second profile leaves none to mean where none is named. */
  @Test
  void defaultThatGoes_isAWarning_besideThe404() throws Exception {
    assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
    try (LogLines log = new LogLines()) {
      broker.write(broker.original() + "  other: " + ROLE + "\n");
      JsonArray changes = new JsonObject(broker.post("/reload").body()).getJsonArray("changes");
      assertThat(broker.get("/credentials").statusCode()).isEqualTo(404);
      JsonObject first = changes.getJsonObject(0);
      assertThat(first.getString("change"))
          .startsWith("broker: default profile reader -> none (breaks: 404 for /credentials");
      assertThat(first.getBoolean("breaks")).isTrue();
      assertThat(first.getBoolean("wider")).isFalse();
      assertThat(changes.getJsonObject(1).getString("change")).startsWith("profile other: added");
      assertThat(lines(log)).hasSize(2);
      assertThat(lines(log).get(0))
          .startsWith("WARN config - generation=2 broker: default profile");
      assertThat(lines(log).get(1)).startsWith("WARN config - generation=2 profile other: added");
    }
  }

  @Test
  void unchangedConfiguration_isSaidInOneLine_andRefusedOnesChangeNothing() throws Exception {
    try (LogLines log = new LogLines()) {
      assertThat(broker.post("/reload").body()).isEqualTo("{\"generation\":1,\"unchanged\":true}");
      broker.write("profiles: {reader: {roleArn: nonsense}}");
      assertThat(broker.post("/reload").statusCode()).isEqualTo(400);
      assertThat(log.all()).filteredOn(line -> line.contains(" -> ")).isEmpty();
    }
  }

  @Test
  void manyChanges_areTellable_andCounted() throws Exception {
    String many =
        IntStream.range(0, 300)
            .mapToObj(i -> "  p%03d: %s\n".formatted(i, ROLE.replace("}", ", prefetch: false}")))
            .collect(Collectors.joining());
    broker.write(broker.original() + many);
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    try (LogLines log = new LogLines()) {
      broker.write(broker.original());
      String answer = broker.post("/reload").body();
      assertThat(answer.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16 * 1024);
      JsonObject json = new JsonObject(answer);
      assertThat(json.getJsonArray("changes").size() + json.getInteger("moreChanges"))
          .isEqualTo(301);
      assertThat(json.getJsonArray("changes").size()).isEqualTo(50);
      assertThat(json.getInteger("moreWarnings")).isEqualTo(250);
      assertThat(lines(log)).hasSize(51);
      assertThat(lines(log).get(50))
          .isEqualTo("WARN config - generation=3 251 more changes, 250 of them worth a warning");
    }
  }

  /** What {@code check --against URL} compares with. */
  @Test
  void configuration_isShown_withoutSecretsAndTexts() throws Exception {
    broker.write("reader.secret", "secret-of-readers-1\n");
    String narrow =
        ROLE.replace(
            "}",
            ", externalId: partner-42, policy: {preset: oss-get-only, with: {bucket: my-bucket}},"
                + " access: {secretFile: reader.secret}}");
    broker.write(broker.original().replace(ROLE, narrow));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    String shown = broker.admin("/configuration");
    JsonObject reader = new JsonObject(shown).getJsonObject("profiles").getJsonObject("reader");
    assertThat(reader.getInteger("secrets")).isEqualTo(1);
    assertThat(reader.getJsonObject("policy").getJsonArray("allows")).hasSize(1);
    assertThat(shown)
        .doesNotContain(
            "secret-of-readers", "partner-42", "my-bucket", "oss:Get", folder.toString());
  }

  /** The changes up to where they say what they mean. */
  private List<String> reload() throws Exception {
    return new JsonObject(broker.post("/reload").body())
        .getJsonArray("changes").stream()
            .map(change -> ((JsonObject) change).getString("change"))
            .map(change -> change.replaceAll(" \\(.*", ""))
            .toList();
  }

  private static List<String> lines(LogLines log) {
    return log.all().stream()
        .filter(line -> line.contains(" config - generation="))
        .filter(line -> !line.endsWith("configuration applied"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }
}
