package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be changed is changed while jobs ask; no job may notice. */
class RotationUnderLoadTest {
  private static final int TIMES = 10;
  private static final int MOVES = 3;
  private static final int STORM = 200;

  /** For one thing: half of the admin listener's connections, of which a test's heap allows 256. */
  private static final int MAY_WAIT = 128;

  private static final int LEAST_SERVED = 10_000;
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final String POLICY =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\",\"Resource\":\"acs:oss:*:*:edited/%s\"}]}";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;
  private MountedSecret mount;
  private SteadyCallers callers;
  private String config = "";
  private long start;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
    mount = new MountedSecret(folder.resolve("mount"));
    mount.put(newKey("mounted", 0), "secret-of-mounted-0");
    Files.writeString(folder.resolve("policy.json"), POLICY.formatted("*"));
    config =
        broker
            .original()
            .replace(
                "identities:\n",
                "identities:\n  mounted: {type: accessKeyFile, idFile: mount/id, secretFile:"
                    + " mount/secret}\n")
            .replace("{roleArn", "{identity: main, sessionName: reader, roleArn")
            .concat("  mounted: {identity: mounted, sessionName: mounted, " + ROLE + "}\n")
            .concat("  edited: {identity: main, sessionName: edited, policy: {file: policy.json}, ")
            .concat(ROLE + "}\n");
    apply(config);
    for (String profile : List.of("reader", "mounted", "edited")) {
      broker.eventually("/credentials/" + profile, 200);
    }
    start = System.nanoTime();
    callers =
        new SteadyCallers(
            broker::port,
            List.of("/credentials/reader", "/credentials/mounted", "/credentials/edited"));
  }

  @AfterEach
  void stop() throws Exception {
    callers.stop();
    broker.close();
  }

  @Test
  void jobs_noticeNothing_whateverIsChanged() throws Exception {
    try (LogLines log = new LogLines()) {
      System.out.println("change | AssumeRole | GetCallerIdentity | requests served meanwhile");
      // Two profiles of the rotated key's identity, and one of the mounted one's.
      step(
          TIMES + " x access key rotated, ..data swapped, old keys disabled right after",
          30,
          20,
          this::rotate);
      step(TIMES + " x policy file edited, POST /reload", TIMES, 0, this::editPolicy);
      step(TIMES + " x profile added and removed, POST /reload", TIMES, 0, this::addAndRemove);
      step(MOVES + " x listen port changed", 0, 0, this::move);
      step(STORM + " x POST /reload at once, nothing changed", 0, 0, this::storm);
      step("every file rewritten, one policy with another text", 1, 0, this::rewrite);
      assertThat(log.all().stream().filter(line -> line.contains("another key is used")))
          .hasSize(2 * TIMES);
      assertThat(log.all()).noneMatch(RotationUnderLoadTest::isUnexpected);
      // Asked twice and refused, then once for each of the key's two profiles.
      step("access key disabled, noticed, and only then rotated", 4, 0, this::rotateLate);
      assertThat(log.count("WARN", "refresh")).isEqualTo(1);
    }
    Waiting.until("callers have asked often", () -> callers.served() >= LEAST_SERVED);
    callers.stop();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d requests in %.1f s, %.0f a second; failed: %d%n",
        callers.served(),
        seconds,
        callers.served() / seconds,
        callers.failures().size());
    assertThat(callers.failures()).isEmpty();
  }

  private void rotate() throws Exception {
    String beforeReader = TestingBroker.KEY.id();
    String beforeMounted = id("mounted", 0);
    for (int i = 1; i <= TIMES; i++) {
      List<String> served = served();
      String reader = newKey("reader", i);
      String mounted = newKey("mounted", i);
      broker.writeKey(reader, "secret-of-reader-" + i);
      mount.put(mounted, "secret-of-mounted-" + i);
      awaitRotations("main", i);
      awaitRotations("mounted", i);
      broker.cloud().disableKey(beforeReader);
      broker.cloud().disableKey(beforeMounted);
      Waiting.until("all have other credentials", () -> noneOf(served, served()));
      beforeReader = reader;
      beforeMounted = mounted;
    }
  }

  private void editPolicy() throws Exception {
    for (int i = 1; i <= TIMES; i++) {
      String before = broker.get("/credentials/edited").body();
      broker.write("policy.json", POLICY.formatted("Object" + i));
      reload();
      broker.eventuallyOther("/credentials/edited", before);
    }
  }

  private void addAndRemove() throws Exception {
    for (int i = 1; i <= TIMES; i++) {
      apply(config + "  other" + i + ": {identity: main, sessionName: other, " + ROLE + "}\n");
      broker.eventually("/credentials/other" + i, 200);
      apply(config);
      broker.eventually("/credentials/other" + i, 404);
    }
  }

  private void move() throws Exception {
    for (int i = 1; i <= MOVES; i++) {
      int old = broker.port();
      int next = FreePort.any();
      config =
          config.replaceFirst("listen: \\[127.0.0.1:\\d+]", "listen: [127.0.0.1:" + next + "]");
      apply(config);
      broker.eventuallyPort(next);
      broker.eventuallyClosed(old);
    }
  }

  private void storm() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < STORM; i++) {
      answers.add(broker.postAsync("/reload"));
    }
    int reloaded = 0;
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      int status = answer.get(60, TimeUnit.SECONDS).statusCode();
      assertThat(status).isIn(200, 429);
      reloaded += status == 200 ? 1 : 0;
    }
    assertThat(reloaded).isGreaterThanOrEqualTo(MAY_WAIT);
  }

  /** One look sees them all, and the policy shows that it is over. */
  private void rewrite() throws Exception {
    String before = broker.get("/credentials/edited").body();
    broker.write(config);
    broker.writeKey(id("reader", TIMES), "secret-of-reader-" + TIMES);
    mount.put(id("mounted", TIMES), "secret-of-mounted-" + TIMES);
    broker.write("policy.json", POLICY.formatted("*"));
    broker.eventuallyOther("/credentials/edited", before);
  }

  private void rotateLate() throws Exception {
    String before = broker.get("/credentials/reader").body();
    String edited = broker.get("/credentials/edited").body();
    broker.cloud().disableKey(id("reader", TIMES));
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(502);
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
    String next = newKey("reader", TIMES + 1);
    long changed = System.nanoTime();
    broker.writeKey(next, "secret-of-reader-" + (TIMES + 1));
    broker.eventuallyOther("/credentials/reader", before);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - changed);
    System.out.println("new credentials " + millis + " ms after the key file changed");
    broker.eventuallyOther("/credentials/edited", edited);
  }

  private void step(String what, long assumed, long proofs, Change change) throws Exception {
    long assumedBefore = calls("AssumeRole");
    long proofsBefore = calls("GetCallerIdentity");
    int servedBefore = callers.served();
    change.make();
    long assumedNow = calls("AssumeRole") - assumedBefore;
    long proofsNow = calls("GetCallerIdentity") - proofsBefore;
    System.out.println(
        what + " | " + assumedNow + " | " + proofsNow + " | " + (callers.served() - servedBefore));
    assertThat(callers.failures()).isEmpty();
    assertThat(assumedNow).as("AssumeRole for " + what).isEqualTo(assumed);
    assertThat(proofsNow).as("GetCallerIdentity for " + what).isEqualTo(proofs);
  }

  /** All calls of that action, refused ones included. */
  private long calls(String action) {
    return broker.cloud().calls().stream().map(StsCall::action).filter(action::equals).count();
  }

  private String newKey(String identity, int number) {
    AccessKey key =
        new AccessKey(
            id(identity, number), Secret.of("secret-of-" + identity + "-" + number), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", key);
    return key.id();
  }

  private static String id(String identity, int number) {
    return "LTAI5t" + identity + number;
  }

  private List<String> served() throws Exception {
    List<String> bodies = new ArrayList<>();
    for (String profile : List.of("reader", "mounted", "edited")) {
      bodies.add(broker.get("/credentials/" + profile).body());
    }
    return bodies;
  }

  private static boolean noneOf(List<String> before, List<String> now) {
    return now.stream().noneMatch(before::contains);
  }

  private void awaitRotations(String identity, int count) throws Exception {
    broker.eventuallyMetric(
        "sts_broker_identity_rotations_total{identity=\"" + identity + "\",outcome=\"ok\"}", count);
  }

  private void apply(String yaml) throws Exception {
    broker.write(yaml);
    reload();
  }

  private void reload() throws Exception {
    HttpResponse<String> answer = broker.post("/reload");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Profiles without a policy are warned of, and what a reload widens or takes away. */
  private static boolean isUnexpected(String line) {
    return line.contains(" WARN ")
        && !line.contains("policy: left out")
        && !line.contains(" WARN config - generation=");
  }

  /** Something an operator does, and its effect waited for. */
  private interface Change {
    void make() throws Exception;
  }
}
