package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One change is one generation, and no change is none. */
class UnchangedReloadTest {
  private static final String OVER =
      "generation=1 the refusal is over: the file says again what runs, nothing has changed";

  private static final String RELOADS = "sts_broker_config_reloads_total{outcome=\"%s\"}";

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
  void reloadThatChangesNothing_isToldAndCountedAsThat() throws Exception {
    String since = configuration().getString("since");
    broker.time().advance(Duration.ofSeconds(1));
    try (LogLines log = new LogLines()) {
      assertThat(broker.post("/reload").body()).isEqualTo("{\"generation\":1,\"unchanged\":true}");
      // Warnings name lines, which a comment moves.
      broker.write("# a comment\n" + broker.original());
      assertThat(broker.post("/reload").body()).contains("\"unchanged\":true");
      assertThat(log.all())
          .filteredOn(line -> line.contains(" config - "))
          .hasSize(2)
          .allMatch(
              line ->
                  line.endsWith(
                      "INFO config - generation=1 configuration read again, nothing has changed"));
    }
    assertThat(configuration().getString("since")).isEqualTo(since);
    assertThat(configuration().getString("lastReloadAt")).isNotEqualTo(since);
    broker.eventuallyMetric(RELOADS.formatted("unchanged"), 2);
    broker.eventuallyMetric("sts_broker_config_generation", 1);
  }

  @Test
  void refusalThatIsTakenBack_isOver_andTheSameGenerationRuns() throws Exception {
    String since = configuration().getString("since");
    broker.write("[");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(400);
    broker.write(broker.original());
    try (LogLines log = new LogLines()) {
      assertThat(broker.post("/reload").body()).contains("\"generation\":1,\"unchanged\":true");
      assertThat(broker.post("/reload").body()).contains("\"generation\":1,\"unchanged\":true");
      assertThat(log.all())
          .filteredOn(line -> line.contains(" config - "))
          .satisfiesExactly(
              first -> assertThat(first).endsWith(OVER),
              second -> assertThat(second).endsWith("read again, nothing has changed"));
    }
    assertThat(configuration().getString("state")).isEqualTo("applied");
    assertThat(configuration().getString("since")).isEqualTo(since);
    broker.eventuallyMetric("sts_broker_config_last_reload_success", 1);
  }

  @Test
  void changeThatSomebodyReloads_isNotReloadedByTheWatchAgain() throws Exception {
    broker.write(broker.original().replace("oss-admin'", "oss-admin', duration: 2h"));
    assertThat(broker.post("/reload").body()).startsWith("{\"generation\":2,\"changes\"");
    broker.write("[");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(400);
    for (int look = 0; look < 3; look++) {
      broker.time().advance(Duration.ofSeconds(2));
      String before = configuration().getString("lastReloadAt");
      assertThat(configuration().getString("lastReloadAt")).isEqualTo(before);
    }
    broker.write(broker.original());
    Waiting.until(
        "the watch has seen it",
        () -> {
          broker.time().advance(Duration.ofSeconds(2));
          return configuration().getInteger("generation") == 3;
        });
    broker.eventuallyMetric(RELOADS.formatted("refused"), 1);
    broker.eventuallyMetric(RELOADS.formatted("ok"), 3);
    assertThat(broker.admin("/metrics")).doesNotContain(RELOADS.formatted("unchanged"));
  }

  private JsonObject configuration() throws Exception {
    return new JsonObject(broker.admin("/status")).getJsonObject("configuration");
  }
}
