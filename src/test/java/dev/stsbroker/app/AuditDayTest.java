package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hours in the sandbox on virtual time: callers that are served and refused, some time without STS,
 * a fifth of it with a full disk, and the audit of it all in small files.
 */
@Timeout(900)
class AuditDayTest {
  private static final long MAX_BYTES = 4 * 1024;
  private static final int KEEP = 100;
  private static final String LINES = "sts_broker_audit_lines_total{outcome=\"%s\"}";
  private static final Duration STEP = Duration.ofMinutes(10);

  /** With {@code -Daudit.hours=24} a whole day passes. */
  private static final int HOURS = Integer.getInteger("audit.hours", 1);

  private static final int STEPS = HOURS * 6;

  /** Refused requests in one step: more than there are lines for in a minute. */
  private static final int FLOOD = 40;

  @TempDir private Path folder = Path.of("");
  private Path disk = Path.of("");
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.toRealPath().resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", disk.toString());
    assumeThat(mounted).as("this process may mount").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isTrue();
    }
  }

  @Test
  void day_isInBoundedFiles_andNothingIsLostUntold_thoughTheDiskWasFull() throws Exception {
    AuditSettings audit = new AuditSettings(disk.resolve("audit.jsonl"), MAX_BYTES, KEEP, null);
    Map<String, CallerSecrets> secrets =
        Map.of("guarded", CallerSecrets.of("jobs.secret", "the-secret-of-some-job-01"));
    double written;
    double dropped;
    double issued;
    try (LogLines log = new LogLines();
        TestingBroker broker =
            TestingBroker.startAuditing(
                audit,
                secrets,
                TestingBroker.profile("reader", true),
                TestingBroker.profile("guarded", true))) {
      live(broker);
      Waiting.until("all is written", () -> metric(broker, "written") == lines().size());
      written = metric(broker, "written");
      dropped = metric(broker, "dropped");
      issued =
          number(broker, "sts_broker_refresh_total{code=\"ok\",outcome=\"ok\",profile=\"reader\"}")
              + number(
                  broker,
                  "sts_broker_refresh_total{code=\"ok\",outcome=\"ok\",profile=\"guarded\"}");
      assertThat(metric(broker, "retried")).isGreaterThan(10);
      assertThat(log.all().stream().filter(line -> line.contains("audit lines are not written")))
          .singleElement()
          .asString()
          .contains("cause=no-space");
      assertThat(log.count("WARN", "audit")).as("recovery, and a refused secret").isEqualTo(2);
    }
    List<JsonObject> all = lines();
    Map<String, Long> events = new TreeMap<>();
    all.forEach(line -> events.merge(line.getString("event"), 1L, Long::sum));
    System.out.printf(
        "the audit of " + HOURS + " hours: %d lines in %d files, %d lost; %s%n",
        all.size(),
        files().size(),
        (long) dropped,
        events);
    assertThat(all).hasSize((int) written + 1);
    assertThat(all.get(all.size() - 1).getString("event")).isEqualTo("stop");
    assertThat(sum(all, "dropped", "lines")).isEqualTo((long) dropped);
    long refused = 2L * (STEPS - 1) + FLOOD;
    assertThat(
            all.stream()
                .filter(line -> "InvalidSecret".equals(line.getString("outcome")))
                .mapToLong(line -> line.getLong("count", 1L))
                .sum())
        .isEqualTo(refused);
    assertThat(all.stream().filter(line -> line.containsKey("requestId")))
        .as("issuances and first serves")
        .hasSizeGreaterThan(5 * HOURS);
    assertThat(
            all.stream()
                .filter(line -> line.getString("event").equals("issuance"))
                .filter(line -> "ok".equals(line.getString("outcome"))))
        .hasSize((int) issued);
    assertBounded();
  }

  private void live(TestingBroker broker) throws Exception {
    VirtualTime time = new VirtualTime(broker);
    Path filler = disk.resolve("filler");
    int outage = STEPS / 6;
    int full = STEPS * 2 / 5;
    int room = STEPS * 3 / 5;
    for (int i = 0; i < STEPS; i++) {
      if (i == outage) {
        broker.sandbox().cloud().faults().always(Fault.unavailable());
      } else if (i == outage + 2) {
        broker.sandbox().cloud().faults().clear();
      }
      if (i == full) {
        assertThatThrownBy(() -> Files.write(filler, new byte[8 * 1024 * 1024]))
            .isInstanceOf(IOException.class);
      } else if (i == room) {
        Files.delete(filler);
      }
      for (int n = 0; n < 3; n++) {
        assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
      }
      for (int n = 0; n < (i == full ? FLOOD : 2); n++) {
        assertThat(broker.get("/credentials/guarded").statusCode()).isEqualTo(401);
      }
      time.pass(STEP);
    }
    time.pass(Duration.ofMinutes(2));
  }

  private void assertBounded() throws IOException {
    assertThat(files()).hasSizeBetween(3, KEEP + 1);
    for (Path file : files()) {
      assertThat(Files.size(file)).as("%s", file).isLessThanOrEqualTo(MAX_BYTES);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(disk)) {
      return all.filter(one -> !one.endsWith("filler")).toList();
    }
  }

  /** All lines there are, in order. */
  private List<JsonObject> lines() throws IOException {
    List<JsonObject> lines = new ArrayList<>();
    for (int i = KEEP; i >= 0; i--) {
      Path file = disk.resolve("audit.jsonl" + (i == 0 ? "" : "." + i));
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> lines.add(new JsonObject(line)));
      }
    }
    return lines;
  }

  private static long sum(List<JsonObject> lines, String event, String member) {
    return lines.stream()
        .filter(line -> line.getString("event").equals(event))
        .mapToLong(line -> line.getLong(member))
        .sum();
  }

  private static double metric(TestingBroker broker, String outcome) throws Exception {
    return number(broker, LINES.formatted(outcome));
  }

  private static double number(TestingBroker broker, String series) throws Exception {
    Double value = broker.metric(series);
    return value == null ? 0 : value;
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
