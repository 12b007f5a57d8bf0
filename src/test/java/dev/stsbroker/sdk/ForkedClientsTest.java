package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that fork after their first request, and whose children ask for two profiles on what
 * they have of their parent. {@code -Dforks.rounds=50} runs it that often, with the real clients
 * too where {@code target/python} has them.
 */
class ForkedClientsTest {
  private static final int QUICK = 5;
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    if (!ChildProcess.exists("python3")) {
      Missing.skip("python3 is not there");
    }
    broker =
        TestingBroker.start(
            TestingBroker.profile("first", true), TestingBroker.profile("second", true));
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  /** The last row shows that the run sees the fault where connections are kept. */
  @ParameterizedTest
  @CsvSource({
    "python-requests/2.34.2, true",
    "libcurl/7.88.1 r-curl/5.2.1 httr/1.4.7, true",
    "aws-sdk-cpp/1.11.700, true",
    "AlibabaCloud (Linux) PHP/8.2.7, true",
    "GuzzleHttp/7, true",
    "Symfony HttpClient (Curl), true",
    "Ruby, true",
    "Typhoeus, true",
    "httpx.rb/1.4.0, true",
    "another, false"
  })
  void child_readsItsOwnAnswer_whenTheClientIsKnownToFork(String agent, boolean own)
      throws Exception {
    assertThat(run("python3", agent, "crossed").getBoolean("right")).isEqualTo(own);
  }

  @Test
  void children_getNoCredentialOfTheOther_whenTheyAskAtOnce() throws Exception {
    Integer rounds = Integer.getInteger("forks.rounds");
    int quick = rounds == null ? QUICK : rounds;
    assertNoneWrong(run("python3", "python", "" + quick, "http.client"), quick);
    if (rounds != null && Files.isExecutable(PythonFolder.PYTHON)) {
      for (String client : List.of("requests", "pool", "tea")) {
        JsonObject told = run(PythonFolder.PYTHON.toString(), "", "" + rounds, client);
        System.out.println(client + ": " + told);
        assertNoneWrong(told, rounds);
      }
    }
  }

  private static void assertNoneWrong(JsonObject told, int rounds) {
    assertThat(told)
        .isEqualTo(
            new JsonObject()
                .put("rounds", rounds)
                .put("bad", 0)
                .put("wrong", 0)
                .put("failed", 0)
                .put("hung", 0));
  }

  private static JsonObject run(String python, String agent, String... how) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(PythonFolder.SOURCE.resolve("forks.py").toString());
    command.add("http://127.0.0.1:" + broker.port());
    command.add(agent);
    command.addAll(List.of(how));
    ChildProcess ran = ChildProcess.run(Path.of("."), command);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return new JsonObject(ran.out());
  }
}
