package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stsbroker.http.ListenAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every client that can be run here, unmodified: it gets what the broker serves, gets the next
 * credential once the broker has replaced the first, and asks as rarely as it is known to. Prints a
 * table of it in the end.
 */
class RealClientsTest {
  static final List<Tool> ANYWHERE = Tools.ANYWHERE;
  private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
  private static final String SET_UP = "ip link set lo up && ip addr add 100.100.100.200/32 dev lo";

  /** Some ask for a token before they ask for the role, and for another before the credential. */
  private static final int MOST_OF_ONE_FETCH = 4;

  private static final Map<String, Trial> TRIALS = new HashMap<>();

  @ParameterizedTest
  @FieldSource("ANYWHERE")
  void client_getsWhatIsServedAndThenTheNext_whenToldWhereTheBrokerIs(Tool tool) throws Exception {
    if (tool.needsNode()) {
      NodeFolder.install();
    }
    check(Trial.of(tool, ANY_PORT));
  }

  /** Fixed addresses need a network namespace, and that a process to itself. */
  @Test
  void clients_getWhatIsServedAndThenTheNext_atTheInstancesAddress() throws Exception {
    NodeFolder.install();
    List<String> tools = List.of("sh", "-c", "command -v unshare && command -v ip");
    if (ChildProcess.run(Path.of("."), tools).exitCode() != 0) {
      Missing.skip("unshare or ip is not there");
    }
    ChildProcess empty = inNamespace("true");
    assumeTrue(empty.exitCode() == 0, "no network namespace can be made: " + empty.err());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String program = InstanceTrials.class.getName();

    ChildProcess run = inNamespace("exec '%s' -cp '%s' %s".formatted(java, classes, program));

    List<Trial> trials =
        run.out().lines().filter(line -> line.startsWith("{")).map(Trial::parse).toList();
    assertThat(trials.stream().map(Trial::client).toList())
        .as(run.err())
        .isEqualTo(Tools.AT_THE_INSTANCE.stream().map(Tool::name).toList());
    trials.forEach(RealClientsTest::check);
  }

  @AfterAll
  static void forget() {
    Tools.forget();
  }

  @AfterAll
  static void printTable() {
    String ages =
        Age.USUAL.stream()
            .map(age -> "%d of %d".formatted(age.minutesLeft(), age.life().toMinutes()))
            .map("%11s"::formatted)
            .collect(Collectors.joining());
    System.out.printf(
        "requests, also those for tokens and roles: to get a first credential, to get the next"
            + " after a refresh, and%nfor %d reads of a new client when it gets a credential with"
            + " so many minutes left of so many%n%-44s %-16s %-6s %5s %5s%s%n",
        Trial.READS, "client", "contract", "passes", "first", "next", ages);
    Tools.all().forEach(tool -> System.out.println(line(tool)));
  }

  private static String line(Tool tool) {
    Trial trial = TRIALS.get(tool.name());
    String counts =
        trial == null
            ? " did not run, or failed"
            : "%5d %5d".formatted(trial.first(), trial.next())
                + trial.perHundred().stream().map("%11d"::formatted).collect(Collectors.joining());
    return "%-44s %-16s %-6s %s"
        .formatted(tool.name(), tool.contract(), trial == null ? "no" : "yes", counts);
  }

  private static void check(Trial trial) {
    Tool tool =
        Tools.all().stream()
            .filter(one -> one.name().equals(trial.client()))
            .findAny()
            .orElseThrow();
    assertThat(trial.first()).as(trial.client()).isBetween(1, MOST_OF_ONE_FETCH);
    assertThat(trial.next()).as(trial.client()).isBetween(1, MOST_OF_ONE_FETCH);
    for (Age age : Age.USUAL) {
      int requests = trial.perHundred().get(Age.USUAL.indexOf(age));
      int least = tool.keeps(age) ? 1 : Trial.READS;
      int most = tool.keeps(age) ? MOST_OF_ONE_FETCH : MOST_OF_ONE_FETCH * Trial.READS;
      assertThat(requests).as("%s, %s", trial.client(), age).isBetween(least, most);
    }
    TRIALS.put(trial.client(), trial);
  }

  private static ChildProcess inNamespace(String command) throws Exception {
    List<String> shell = List.of("unshare", "-rn", "sh", "-c", SET_UP + " && " + command);
    return ChildProcess.runAsJob(Path.of("."), shell, Map.of());
  }
}
