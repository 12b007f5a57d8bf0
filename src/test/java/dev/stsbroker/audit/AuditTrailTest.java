package dev.stsbroker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.BrokerEvents.Issuance;
import dev.stsbroker.event.BrokerEvents.Refusal;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.event.SessionFacts;
import dev.stsbroker.testing.ManualTime;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events make which lines, on virtual time. */
class AuditTrailTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final CallerFacts ETL = new CallerFacts(Peer.of(1000), null);
  private static final CallerFacts OTHER = new CallerFacts(Peer.of(1001), "jobs.secret:2");
  private static final String CONTRACT = "credentials-uri";

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private final ManualTime time = new ManualTime(START);
  private final List<String> told = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean hanging;
  private final BrokerEvents telemetry =
      new BrokerEvents() {
        @Override
        public void auditLines(String outcome, long lines) {
          for (int i = 0; i < lines; i++) {
            told.add(outcome);
          }
        }

        @Override
        public void auditFailed(String place, String cause, String why) {
          told.add("failed " + cause);
        }

        @Override
        public void auditRecovered(String place, long lost) {
          told.add("recovered " + lost);
        }
      };
  private final Executor thread =
      work -> {
        if (hanging) {
          waiting.add(work);
        } else {
          work.run();
        }
      };
  private final AuditTrail trail =
      new AuditTrail(time.timing(1), () -> thread, Runnable::run, telemetry);

  @BeforeEach
  void begin() throws IOException {
    file = folder.toRealPath().resolve("audit.jsonl");
    configure(file);
    told.clear();
  }

  private void configure(Path path) {
    trail.configure(new AuditSettings(path, 1 << 20, 3, null));
  }

  private static SessionFacts session(String key) {
    return new SessionFacts(
        "reader", "acs:ram::1:role/r", "s", Map.of(), key, START.plusSeconds(3600), "R-1");
  }

  private void serve(String key, CallerFacts caller, int times) {
    SessionFacts session = session(key);
    for (int i = 0; i < times; i++) {
      trail.served(session, CONTRACT, 3000, caller);
    }
  }

  private void refuse(CallerFacts caller, int times) {
    for (int i = 0; i < times; i++) {
      trail.rejected(new Refusal(CONTRACT, "CallerDenied", "reader", caller));
    }
  }

  private List<JsonObject> lines(String event) throws IOException {
    return Files.readAllLines(file).stream()
        .map(JsonObject::new)
        .filter(line -> line.getString("event").equals(event))
        .toList();
  }

  private static long counted(List<JsonObject> lines) {
    return lines.stream().mapToLong(line -> line.getLong("count", 1L)).sum();
  }

  @Test
  void firstServe_isALine_toEachCaller_andLaterOnesAreCounted() throws IOException {
    serve("STS.1", ETL, 100);
    serve("STS.1", OTHER, 10);
    assertThat(lines("serve"))
        .extracting(line -> line.getJsonObject("caller").getLong("uid"))
        .containsExactly(1000L, 1001L);
    assertThat(lines("serve").get(1).getJsonObject("caller").getString("secret"))
        .isEqualTo("jobs.secret:2");
    time.advance(MINUTE);
    assertThat(lines("serve")).hasSize(4);
    assertThat(counted(lines("serve"))).isEqualTo(110);
    serve("STS.1", ETL, 5);
    serve("STS.2", ETL, 5);
    time.advance(MINUTE);
    assertThat(lines("serve")).hasSize(6);
    assertThat(counted(lines("serve"))).isEqualTo(120);
    assertThat(time.armed()).as("timers once nobody asks").isZero();
  }

  /** Processes that are made for one read each, and values that are asked for once each. */
  @Test
  void userWithManyProcesses_hasABoundedNumberOfLines_andEachReadIsCounted() throws IOException {
    for (int i = 0; i < 1000; i++) {
      Peer peer = new Peer(1000L, Set.of(), 100_000L + i, "");
      trail.served(session("STS." + i % 7), CONTRACT, 3000, new CallerFacts(peer, null));
    }
    time.advance(MINUTE);
    assertThat(lines("serve")).hasSize(121);
    assertThat(counted(lines("serve"))).isEqualTo(1000);
    // They are known by now, and their summaries are bounded as well.
    for (int i = 0; i < 120; i++) {
      Peer peer = new Peer(1000L, Set.of(), 100_000L + i, "");
      trail.served(session("STS." + i % 7), CONTRACT, 3000, new CallerFacts(peer, null));
    }
    time.advance(MINUTE);
    assertThat(lines("serve")).hasSize(121 + 65);
    assertThat(counted(lines("serve"))).isEqualTo(1120);
  }

  @Test
  void userThatIsRefusedWithoutEnd_hasABoundedNumberOfLines_andOthersHaveTheirs()
      throws IOException {
    refuse(ETL, 100_000);
    refuse(OTHER, 3);
    trail.rejected("none", "ForeignHost");
    time.advance(MINUTE);
    List<JsonObject> refusals = lines("refusal");
    assertThat(refusals).hasSize(30 + 3 + 1 + 1);
    assertThat(counted(refusals)).isEqualTo(100_004);
    assertThat(refusals.get(34).getLong("count")).isEqualTo(99_970);
    assertThat(refusals.get(0).getString("outcome")).isEqualTo("CallerDenied");
    assertThat(refusals.get(0).getString("profile")).isEqualTo("reader");
    assertThat(refusals.get(33).containsKey("caller")).isFalse();
  }

  @Test
  void linesThatCannotBeWritten_areTriedAgain_andTheLostAreCountedInTheFirstLineThen()
      throws IOException {
    Path away = folder.resolve("away");
    Files.createDirectories(folder.resolve("log"));
    file = folder.toRealPath().resolve("log/audit.jsonl");
    configure(file);
    told.clear();
    Files.move(folder.resolve("log"), away);
    Files.delete(away.resolve("audit.jsonl"));
    for (int i = 0; i < 5000; i++) {
      trail.identityRotated("main" + i);
      time.advance(Duration.ofMillis(10));
    }
    assertThat(told)
        .containsOnlyOnce("failed vanished")
        .contains("retried")
        .doesNotContain("written");
    long lost = told.stream().filter("dropped"::equals).count();
    assertThat(lost).isEqualTo(5000 - 2048);
    Files.move(away, folder.resolve("log"));
    time.advance(Duration.ofSeconds(31));
    assertThat(told).containsOnlyOnce("recovered " + lost);
    List<String> all = Files.readAllLines(file);
    assertThat(new JsonObject(all.get(0)).getString("event")).isEqualTo("dropped");
    assertThat(new JsonObject(all.get(0)).getLong("lines")).isEqualTo(lost);
    assertThat(lines("rotation")).hasSize(2048);
  }

  /** The rest of the room is for what the broker does. */
  @Test
  void linesOfCallers_leaveRoomToOthers_whileNothingCanBeWritten() {
    hanging = true;
    for (int uid = 0; uid < 500; uid++) {
      refuse(new CallerFacts(Peer.of(uid), null), 10);
    }
    assertThat(told.stream().filter("dropped"::equals)).hasSize(5000 - 1536);
    told.clear();
    for (int i = 0; i < 512; i++) {
      trail.identityRotated("main");
    }
    assertThat(told).isEmpty();
    trail.identityRotated("main");
    assertThat(told).containsExactly("dropped");
  }

  @Test
  void stop_isOver_whenTheFileSystemHangs() {
    hanging = true;
    trail.identityRotated("main");
    var closing = trail.close();
    assertThat(closing.isComplete()).isFalse();
    time.advance(Duration.ofSeconds(3));
    assertThat(closing.result()).isEqualTo(1);
    assertThat(told).containsExactly("dropped");
    waiting.forEach(Runnable::run);
  }

  @Test
  void otherFile_getsTheLinesFromThenOn_andOff_writesNone() throws IOException {
    Path other = folder.toRealPath().resolve("other.jsonl");
    trail.identityRotated("one");
    configure(other);
    trail.identityRotated("two");
    trail.configure(null);
    trail.identityRotated("three");
    serve("STS.1", ETL, 5);
    refuse(ETL, 5);
    assertThat(time.armed()).isZero();
    assertThat(Files.readString(file)).contains("\"one\"").doesNotContain("\"two\"");
    assertThat(Files.readAllLines(other)).hasSize(3);
    assertThat(Files.readString(other)).contains("\"two\"").contains("\"stop\"");
  }

  /** A process names itself as it likes. */
  @Test
  void namesOfProcesses_areEscaped_andContainersFound() throws IOException {
    String comm = "x\",\"uid\":0,\u001b[2J\u202e\ud83d\ude00\\\n";
    String id = "0123456789abcdef".repeat(4);
    Path proc = Files.createDirectories(folder.resolve("proc/4711"));
    Files.writeString(proc.resolve("comm"), comm);
    Files.writeString(
        proc.resolve("cgroup"), "0::/kubepods.slice/cri-containerd-" + id + ".scope\n");
    Path passwd = Files.writeString(folder.resolve("passwd"), "root:x:0:0\netl:x:1000:1000::\n");
    CallerNames names = new CallerNames(passwd, folder.resolve("proc"));
    Peer peer = new Peer(1000L, Set.of(), 4711L, "");
    AuditedCaller caller = new AuditedCaller(new CallerFacts(peer, null));
    String text = new AuditLine(START, "serve", caller, "", false).text(names);
    assertThat(text).endsWith("}\n").doesNotContain("\u001b", "\u202e").hasLineCount(1);
    JsonObject found = new JsonObject(text).getJsonObject("caller");
    assertThat(found.getLong("uid")).isEqualTo(1000);
    assertThat(found.getString("user")).isEqualTo("etl");
    assertThat(found.getString("process")).isEqualTo(comm.strip());
    assertThat(found.getString("container")).isEqualTo(id);
    Files.delete(proc.resolve("comm"));
    assertThat(new AuditLine(START, "serve", caller, "", false).text(names)).isEqualTo(text);
    assertThat(names.process(4711)).isNull();
    assertThat(names.user(4242)).isNull();
  }

  @Test
  void issuance_namesAllOfIt_andItsCallerIfThereIsOne() throws IOException {
    SessionFacts session =
        new SessionFacts(
            "job", "acs:ram::1:role/r", "s-42", Map.of("job", "etl"), "STS.1", START, "R-1");
    trail.refreshed(new Issuance(session, Duration.ofHours(1), null, null));
    trail.refreshed(new Issuance(session, Duration.ofHours(1), null, OTHER));
    List<String> lines =
        Files.readAllLines(file).stream().filter(line -> line.contains("issuance")).toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"time\":\"2026-01-01T00:00:00.000Z\",\"event\":\"issuance\",\"profile\":\"job\","
                + "\"parameters\":{\"job\":\"etl\"},\"sessionName\":\"s-42\","
                + "\"roleArn\":\"acs:ram::1:role/r\",\"accessKeyId\":\"STS.1\","
                + "\"expiration\":\"2026-01-01T00:00:00Z\",\"requestId\":\"R-1\",\"outcome\":\"ok\"}");
    assertThat(new JsonObject(lines.get(1)).getJsonObject("caller").getLong("uid")).isEqualTo(1001);
  }
}
