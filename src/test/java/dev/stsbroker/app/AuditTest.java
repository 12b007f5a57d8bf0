package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a broker with a configuration file, over real sockets. */
class AuditTest {
  private static final String PATH = "/credentials/reader";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void configure(String more) throws Exception {
    broker.write(broker.original() + more);
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  private List<JsonObject> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path)
        ? Files.readAllLines(path).stream().map(JsonObject::new).toList()
        : List.of();
  }

  private JsonObject eventually(String file, String event, String outcome) throws Exception {
    JsonObject[] found = new JsonObject[1];
    Waiting.until(
        event + " " + outcome,
        () -> {
          for (JsonObject line : lines(file)) {
            if (line.getString("event").equals(event)
                && outcome.equals(line.getString("outcome"))) {
              found[0] = line;
              return true;
            }
          }
          return false;
        });
    return found[0];
  }

  @Test
  void serve_namesTheCallerByTheKernelsWord_andTheSession_asTheAnswerHasIt() throws Exception {
    configure("audit: {file: audit.jsonl}\n");
    JsonObject answer = new JsonObject(broker.get(PATH).body());
    JsonObject serve = eventually("audit.jsonl", "serve", "ok");
    long own = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    assertThat(serve.getJsonObject("caller").getLong("uid")).isEqualTo(own);
    assertThat(serve.getString("accessKeyId")).isEqualTo(answer.getString("AccessKeyId"));
    assertThat(serve.getString("expiration")).isEqualTo(answer.getString("Expiration"));
    assertThat(serve.getString("profile")).isEqualTo("reader");
    assertThat(serve.getString("contract")).isEqualTo("credentials-uri");
    assertThat(serve.getString("roleArn")).isEqualTo("acs:ram::1234567890123456:role/oss-admin");
    assertThat(serve.getString("requestId")).isNotEmpty();
    assertThat(serve.getString("sessionName")).isNotEmpty();
    broker.get("/credentials/nobody");
    JsonObject refusal = eventually("audit.jsonl", "refusal", "UnknownProfile");
    assertThat(refusal.containsKey("profile")).as("a caller's own text").isFalse();
    assertThat(refusal.getJsonObject("caller").getLong("uid")).isEqualTo(own);
  }

  /** Callers' secrets, metadata tokens, and what was handed out. */
  @Test
  void secrets_areInNoLine_howeverTheyArePresented() throws Exception {
    String right = "planted-secret-of-a-job";
    broker.write("jobs.secret", "# of jobs\n" + right + "\n");
    broker.write(
        broker.original().replace("oss-admin'}", "oss-admin', access: {secretFile: jobs.secret}}")
            + "audit: {file: audit.jsonl}\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    JsonObject answer = new JsonObject(broker.getWith(PATH, right).body());
    String token = "planted-metadata-token";
    for (String secret : List.of(right, "planted-secret-that-is-wrong")) {
      for (String path :
          List.of("/credentials", "/aws/reader", "/planted-name", "/credentials/planted-profile")) {
        broker.get("/key/" + secret + path);
        broker.getWith(path, secret);
      }
      broker.get("/key/" + secret + "/latest/meta-data/ram/security-credentials/" + token);
      broker.get("/credentials/" + secret + "?" + secret + "=" + secret);
    }
    JsonObject serve = eventually("audit.jsonl", "serve", "ok");
    assertThat(serve.getJsonObject("caller").getString("secret")).isEqualTo("jobs.secret:2");
    assertThat(eventually("audit.jsonl", "refusal", "InvalidSecret").getString("profile"))
        .isEqualTo("reader");
    broker.close();
    assertThat(Files.readString(folder.resolve("audit.jsonl")))
        .contains(answer.getString("AccessKeyId"))
        .doesNotContain("planted")
        .doesNotContain(answer.getString("AccessKeySecret"))
        .doesNotContain(answer.getString("SecurityToken"));
  }

  /** Every field that the page has, and the caller's as this machine knows them. */
  @Test
  void linesOfThePage_haveTheFieldsOfRealLines() throws Exception {
    configure("audit: {file: audit.jsonl}\n");
    broker.get(PATH);
    JsonObject serve = eventually("audit.jsonl", "serve", "ok");
    String page = Files.readString(Path.of("src/docs/security.md"));
    JsonObject shown =
        page.lines()
            .filter(line -> line.startsWith("{\"time\":"))
            .map(JsonObject::new)
            .filter(line -> line.getString("event").equals("serve"))
            .filter(line -> !line.containsKey("count"))
            .findFirst()
            .orElseThrow();
    shown.remove("parameters");
    assertThat(List.copyOf(serve.fieldNames())).isEqualTo(List.copyOf(shown.fieldNames()));
    assertThat(shown.getJsonObject("caller").fieldNames())
        .containsAll(serve.getJsonObject("caller").fieldNames());
    for (String event :
        List.of(
            "start",
            "stop",
            "issuance",
            "serve",
            "refusal",
            "rotation",
            "reload",
            "reload-order",
            "refresh-order",
            "dropped")) {
      assertThat(page).contains("| `" + event + "` |");
    }
  }

  @Test
  void ordersAndReloads_areLines_andRefusedOnesToo() throws Exception {
    configure("audit: {file: audit.jsonl}\n");
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
    assertThat(eventually("audit.jsonl", "refresh-order", "ok").getString("profile"))
        .isEqualTo("reader");
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(429);
    JsonObject early = eventually("audit.jsonl", "refresh-order", "HTTP 429");
    assertThat(early.getJsonObject("caller").containsKey("uid")).isTrue();
    broker.post("/profiles/planted-by-a-caller/refresh");
    assertThat(eventually("audit.jsonl", "refresh-order", "HTTP 404").containsKey("profile"))
        .isFalse();
    broker.write("nonsense: 1\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(400);
    assertThat(eventually("audit.jsonl", "reload", "refused").getJsonArray("problems"))
        .isNotEmpty();
    eventually("audit.jsonl", "reload-order", "HTTP 400");
  }

  @Test
  void rotationsOfIdentities_areLines() throws Exception {
    configure("audit: {file: audit.jsonl}\n");
    broker.writeKey("LTAI5tNobodys", "a-secret-that-is-nobodys");
    Waiting.until(
        "the key is refused",
        () ->
            lines("audit.jsonl").stream()
                .anyMatch(
                    line ->
                        line.getString("event").equals("rotation")
                            && line.getString("outcome").startsWith("InvalidAccessKeyId")));
    assertThat(Files.readString(folder.resolve("audit.jsonl"))).doesNotContain("a-secret-that-is");
  }

  @Test
  void reload_movesTheAudit_turnsItOff_andTellsSo() throws Exception {
    try (LogLines log = new LogLines()) {
      configure("audit: {file: audit.jsonl}\n");
      configure("audit: {file: other.jsonl, maxBytes: 64KiB, keep: 2}\n");
      assertThat(log.all())
          .anyMatch(line -> line.contains("audit off -> audit.jsonl of 10485760 bytes"))
          .anyMatch(line -> line.contains("-> other.jsonl of 65536 bytes, 2 older ones"));
    }
    JsonObject moved = eventually("other.jsonl", "reload", "ok");
    assertThat(moved.getJsonArray("changes").getString(0)).contains("other.jsonl");
    configure("");
    eventually("other.jsonl", "stop", "audit off");
    int before = lines("other.jsonl").size();
    assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
    assertThat(lines("other.jsonl")).hasSize(before);
  }

  /** What logrotate does: it moves the file, and sends the signal that also reloads. */
  @Test
  void movedFile_isBegunAnew_byTheReloadItself() throws Exception {
    configure("audit: {file: audit.jsonl}\n");
    eventually("audit.jsonl", "reload-order", "ok");
    Files.move(folder.resolve("audit.jsonl"), folder.resolve("audit.jsonl-1"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    eventually("audit.jsonl", "reload", "unchanged");
    assertThat(lines("audit.jsonl-1")).noneMatch(l -> "unchanged".equals(l.getString("outcome")));
  }
}
