package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.Ipv6;
import io.vertx.core.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of three users, each with a profile of its own, over TCP of both kinds and a unix
 * socket: right and wrong, after each other on one port, with a socket of another, from namespaces.
 */
class CallerProcessesTest {
  private static final List<Integer> USERS = List.of(4242, 4243, 4244);
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private static Path folder;
  private static FileBroker broker = FileBroker.NONE;
  private static int port6;

  @BeforeAll
  static void start() throws Exception {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
    assumeTrue(root && Files.isExecutable(Path.of(PYTHON)), "needs root and " + PYTHON);
    broker = FileBroker.start(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    port6 = Ipv6.isThere() ? FreePort.any() : 0;
    String role = "{roleArn: 'acs:ram::1234567890123456:role/oss-admin', access: {uids: [%d]}}";
    StringBuilder profiles = new StringBuilder("profiles:\n");
    USERS.forEach(user -> profiles.append("  p%d: ".formatted(user) + role.formatted(user) + "\n"));
    String six = port6 == 0 ? "" : ", '[::1]:" + port6 + "'";
    String original = broker.original();
    broker.write(
        original
                .substring(0, original.indexOf("profiles:"))
                .replace(
                    "listen: [127.0.0.1:0]",
                    "listen: [127.0.0.1:0" + six + ", 'unix:" + socket() + "']")
            + profiles
            + "defaultProfile: p4242\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void users_haveTheirProfilesAlone_byEveryWay() throws Exception {
    Map<String, JsonArray> told = run("table");
    Map<String, JsonArray> expected = new LinkedHashMap<>();
    List<String> ways = new ArrayList<>(ways());
    if (told.containsKey("mptcp 4242 p4242")) {
      ways.add("mptcp");
    }
    for (String way : ways) {
      for (int user : USERS) {
        for (int other : USERS) {
          JsonArray answer = user == other ? served() : denied(user);
          expected.put(way + " " + user + " p" + other, answer);
          expected.put(way + " " + user + " p" + other + " kept", answer);
        }
      }
    }
    assertThat(told).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void port_isOfItsNextUser_howeverTheLastOneLeftIt() throws Exception {
    Map<String, JsonArray> told = run("reuse");
    for (String how : List.of("reset ", "closed ")) {
      assertThat(told).containsEntry(how + USERS.get(0), served());
      assertThat(told).containsEntry(how + USERS.get(1), denied(USERS.get(1)));
    }
  }

  /** On TCP whoever made the socket, on a unix socket whoever connected it. */
  @Test
  void socket_isOfItsFirstUser_whoeverAsksOnIt() throws Exception {
    int first = USERS.get(0);
    int second = USERS.get(1);
    String asked = " by the first, asked by the second";
    assertThat(run("passed"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "v4 connected" + asked,
                served(),
                "v4 connected" + asked + " for its own",
                denied(first),
                "v4 made" + asked,
                served(),
                "v4 made" + asked + " for its own",
                denied(first),
                "unix connected" + asked,
                served(),
                "unix connected" + asked + " for its own",
                denied(first),
                "unix made" + asked,
                denied(second),
                "unix made" + asked + " for its own",
                served(),
                "v4 connected by root, asked by the first",
                denied(0),
                "unix connected by root, asked by the first",
                denied(0)));
  }

  /** The broker's user namespace counts, and unix sockets reach beyond a network. */
  @Test
  void user_isTheOneOutside_whereACallerHasNamespacesOfItsOwn() throws Exception {
    Map<String, JsonArray> told = run("spaces");
    assumeTrue(told.keySet().stream().noneMatch(key -> key.contains("failed")), "" + told);
    assertThat(told).containsEntry("unix from another network", served());
    assertThat(told).containsEntry("v4 from another network", new JsonArray().add(0).addNull());
    for (String way : ways()) {
      for (String inside : List.of("0", "65534")) {
        String by = " by uid " + inside + " of another space";
        assertThat(told).containsEntry(way + " p" + USERS.get(0) + by, served());
        assertThat(told).containsEntry(way + " p" + USERS.get(1) + by, denied(USERS.get(0)));
      }
    }
  }

  private static List<String> ways() {
    return port6 == 0 ? List.of("v4", "unix") : List.of("v4", "unix", "v6", "mapped");
  }

  private static JsonArray served() {
    return new JsonArray().add(200).addNull();
  }

  private static JsonArray denied(int uid) {
    return new JsonArray().add(403).add(uid);
  }

  private static Path socket() {
    return folder.resolve("s");
  }

  /** What each process said, by what it did. */
  private static Map<String, JsonArray> run(String action) throws Exception {
    String script = Files.readString(Path.of("src/test/python/callers.py"));
    Process process =
        new ProcessBuilder(
                PYTHON, "-c", script, action, "" + broker.port(), "" + port6, "" + socket())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    Map<String, JsonArray> told = new LinkedHashMap<>();
    try (Stream<String> lines = said.lines()) {
      lines.map(JsonArray::new).forEach(line -> told.put(line.getString(0), answer(line)));
    }
    return told;
  }

  private static JsonArray answer(JsonArray line) {
    return new JsonArray().add(line.getValue(1)).add(line.getValue(2));
  }
}
