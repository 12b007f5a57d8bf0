package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused configuration is a state, which everything shows that shows any. */
class RefusedConfigurationTest {
  private static final String REFUSED_AT = "sts_broker_config_last_refusal_timestamp_seconds";
  private static final String APPLIED_AT =
      "sts_broker_config_last_reload_success_timestamp_seconds";

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
  void refusal_isShownEverywhere_untilSomethingIsApplied() throws Exception {
    Instant started = at("since");
    assertThat(configuration().getString("state")).isEqualTo("applied");
    assertThat(configuration().getValue("lastRefusal")).isNull();
    assertThat(broker.admin("/readyz")).isEqualTo("ready\n");
    assertThat(broker.admin("/metrics")).contains(REFUSED_AT + " NaN");

    broker.time().advance(Duration.ofMinutes(1));
    refuse("profiles: {reader: {roleArn: nonsense}}");
    JsonObject refusal = configuration().getJsonObject("lastRefusal");
    Instant refused = Instant.parse(refusal.getString("since"));
    assertThat(refused).isBetween(started.plusSeconds(59), started.plusSeconds(62));
    assertThat(refusal.getJsonArray("problems").encode()).contains("roleArn", "nonsense");
    assertThat(configuration().getString("state")).isEqualTo("refused");
    assertThat(configuration().getInteger("generation")).isEqualTo(1);
    assertThat(at("appliedAt")).isEqualTo(started);
    assertThat(at("since")).isEqualTo(refused);
    assertThat(broker.admin("/readyz"))
        .startsWith(
            "ready, troubled:\nconfiguration refused since "
                + refused
                + ", generation 1 of "
                + started
                + " runs on; to do: "
                + configuration().getString("todo"))
        .contains("\nconfiguration: ", "nonsense")
        .doesNotContain("nonsense\n\n");
    broker.eventuallyMetric(REFUSED_AT, (double) refused.getEpochSecond());
    broker.eventuallyMetric(APPLIED_AT, (double) started.getEpochSecond());

    broker.time().advance(Duration.ofMinutes(1));
    refuse("[");
    assertThat(configuration().getJsonObject("lastRefusal").getString("since"))
        .isEqualTo(refused.toString());
    assertThat(Instant.parse(configuration().getJsonObject("lastRefusal").getString("at")))
        .isAfter(refused.plusSeconds(59));

    broker.write(broker.original());
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(broker.admin("/readyz")).isEqualTo("ready\n");
    assertThat(configuration().getString("state")).isEqualTo("applied");
    assertThat(configuration().getString("todo")).isNull();
    assertThat(configuration().getJsonObject("lastRefusal").getString("since"))
        .isEqualTo(refused.toString());
    broker.eventuallyMetric(APPLIED_AT, (double) at("since").getEpochSecond());
  }

  @Test
  void manyProblems_areCounted() throws Exception {
    refuse(
        "profiles:\n"
            + IntStream.range(0, 30)
                .mapToObj(i -> "  p%d: {roleArn: nonsense}\n".formatted(i))
                .collect(Collectors.joining()));
    assertThat(configuration().getJsonObject("lastRefusal").getJsonArray("problems")).hasSize(21);
    assertThat(broker.admin("/readyz").lines().filter(line -> line.startsWith("configuration")))
        .hasSize(22)
        .last()
        .asString()
        .matches("configuration: and 1[0-9] more .*");
  }

  /** The file is right: nobody writes it again, so what is to be done is a reload. */
  @Test
  void addressThatIsTaken_isToBeReloaded_onceItIsFree() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String other = "[127.0.0.1:" + taken.getLocalPort() + "]";
      refuse(broker.original().replace("[127.0.0.1:0]", other));
    }
    assertThat(configuration().getString("todo")).contains("named here", "POST /reload");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  /** STS is away when another key is to be proved: the broker tries again by itself. */
  @Test
  void keyThatCannotBeProvedNow_saysWhenItIsTriedAgain() throws Exception {
    Files.copy(folder.resolve("key.json"), folder.resolve("next.json"));
    broker.cloud().faults().always(Fault.refuse(503, "ServiceUnavailable", "down", null));
    refuse(broker.original().replace("key.json", "next.json"));
    assertThat(at("nextTryAt")).isEqualTo(at("lastReloadAt").plusSeconds(10));
    assertThat(configuration().getString("todo"))
        .contains("it is tried again", "whether STS can be reached")
        .doesNotContain("mend");
    assertThat(broker.admin("/readyz")).contains("configuration: identity main: ", " (request ");
    assertThat(broker.post("/reload").body()).contains("identity main: ", " (request ");
    // A start does not ask STS first: nothing says that it would fail.
    try (LogLines log = new LogLines()) {
      broker.close();
      assertThat(log.all()).noneMatch(line -> line.endsWith("start with it fails"));
    }
  }

  @Test
  void stop_saysSinceWhen_andThatAStartWouldFail() throws Exception {
    refuse("profiles: {reader: {roleArn: nonsense}}");
    broker.write("key.json", "");
    Waiting.until(
        "the key in use is kept",
        () -> {
          broker.time().advance(Duration.ofSeconds(2));
          return broker.admin("/status").contains("\"state\":\"kept\"");
        });
    String started = new JsonObject(broker.admin("/status")).getString("startedAt");
    try (LogLines log = new LogLines()) {
      broker.close();
      assertThat(log.all())
          .anyMatch(
              line ->
                  line.contains(" WARN config - since=") && line.endsWith("start with it fails"))
          .anyMatch(
              line -> line.contains(" WARN identity - identity=main the key that was used is gone"))
          .anyMatch(
              line -> line.matches(".* INFO serve - since=" + started + " millis=.* stopped; .*"));
    }
  }

  private void refuse(String yaml) throws Exception {
    broker.write(yaml);
    assertThat(broker.post("/reload").statusCode()).isEqualTo(400);
  }

  private Instant at(String key) throws Exception {
    return Instant.parse(configuration().getString(key));
  }

  private JsonObject configuration() throws Exception {
    return new JsonObject(broker.admin("/status")).getJsonObject("configuration");
  }
}
