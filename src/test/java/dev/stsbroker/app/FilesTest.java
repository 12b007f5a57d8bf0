package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a whole broker keeps credentials in. */
class FilesTest {
  private static final String WRITES =
      "sts_broker_file_writes_total{outcome=\"%s\",profile=\"reader\"}";

  @TempDir private Path temporary = Path.of("");
  private FileBroker broker = FileBroker.NONE;
  private Path run = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void start() throws Exception {
    Path folder = temporary.toRealPath();
    run = Files.createDirectory(folder.resolve("run"));
    file = run.resolve("reader.json");
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void file_comesWithAReload_followsRefreshes_andIsLeftWhenItIsTakenOut() throws Exception {
    keep("oss", "");
    untilFileHoldsWhatIsServed();
    assertThat(broker.calls("AssumeRole")).isEqualTo(1);

    String before = Files.readString(file);
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
    Waiting.until("another is written", () -> !Files.readString(file).equals(before));
    untilFileHoldsWhatIsServed();

    broker.write(broker.original());
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(file).exists();
    assertThat(new JsonObject(broker.admin("/status")).getJsonArray("files")).isEmpty();
  }

  @Test
  void file_isRemovedOnStop_whereItIsToBe() throws Exception {
    keep("aws", ", removeOnStop: true");
    Waiting.until("it is written", () -> Files.exists(file));
    broker.close();
    assertThat(run).isEmptyDirectory();
    broker = FileBroker.NONE;
  }

  @Test
  void file_isRemovedWithAReload_whereItIsToBe() throws Exception {
    keep("jindo", ", removeOnStop: true");
    Waiting.until("it is written", () -> Files.exists(file.resolve("AccessKeyId")));
    broker.write(broker.original());
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    Waiting.until("it is removed", () -> Files.notExists(file));
  }

  @Test
  void failure_isTold_servingGoesOn_andItIsWrittenWhenItCanBe() throws Exception {
    try (LogLines lines = new LogLines()) {
      keep("oss", "");
      untilFileHoldsWhatIsServed();
      Files.delete(file);
      Files.createDirectory(file);
      String before = broker.get("/credentials/reader").body();
      assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
      broker.eventuallyMetricAtLeast(WRITES.formatted("foreign"), 1);
      assertThat(broker.get("/credentials/reader").body()).contains("Success").isNotEqualTo(before);
      assertThat(broker.admin("/readyz"))
          .contains(file + " failing: what is there was not written by sts-broker");
      JsonObject status = new JsonObject(broker.admin("/status"));
      assertThat(status.getBoolean("ready")).isTrue();
      assertThat(status.getJsonArray("files").getJsonObject(0).getString("state"))
          .isEqualTo("failing");

      Files.delete(file);
      Waiting.until("it is written", () -> Files.isRegularFile(file));
      untilFileHoldsWhatIsServed();
      broker.eventuallyMetric(WRITES.formatted("ok"), 2);
      assertThat(lines.count("WARN", "files")).isEqualTo(1);
      assertThat(lines.count("INFO", "files")).isEqualTo(1);
    }
  }

  private void keep(String format, String more) throws Exception {
    broker.write(
        broker.original()
            + "files: [{profile: reader, format: %s, path: %s%s}]\n".formatted(format, file, more));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  private void untilFileHoldsWhatIsServed() throws Exception {
    Waiting.until(
        "the file holds what is served",
        () -> Files.isRegularFile(file) && accessKeyIdInFile().equals(accessKeyIdServed()));
  }

  private String accessKeyIdInFile() throws Exception {
    return new JsonObject(Files.readString(file)).getString("AccessKeyId");
  }

  private String accessKeyIdServed() throws Exception {
    return new JsonObject(broker.get("/credentials/reader").body()).getString("AccessKeyId");
  }
}
