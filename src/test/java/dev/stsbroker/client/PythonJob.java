package dev.stsbroker.client;

import dev.stsbroker.app.TestingBroker;
import dev.stsbroker.broker.Profile;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of Python's, run as its page says.
 *
 * @param client its name for {@code src/test/python/use_client.py}
 * @param page its page
 */
record PythonJob(String client, String page) {
  private static final Profile PROFILE =
      OssBroker.narrowed(
          "oss-read-write",
          Map.of("bucket", OssBroker.BUCKET, "prefix", "reports/"),
          Duration.ofHours(2));
  private static final Pattern LINES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** What became of each case: nothing, or how it failed; and what was printed besides. */
  record Outcome(Map<String, String> cases, String err) {}

  /** Sets what the first lines of the page set, then runs the page's code and what it made. */
  Outcome run() throws Exception {
    try (TestingBroker broker = AgedBroker.ending(PROFILE)) {
      OssBroker.filled(broker);
      Map<String, String> variables =
          Map.of(
              "BROKER", broker.url("").toString(),
              "ADMIN", "http://127.0.0.1:" + broker.adminPort(),
              "OSS", OssBroker.endpoint(broker),
              "PROFILE", PROFILE.name(),
              "PYTHONDONTWRITEBYTECODE", "1");
      String python = PythonFolder.PYTHON.toAbsolutePath().toString();
      String script = PythonFolder.SOURCE.resolve("use_client.py").toAbsolutePath().toString();
      String shell =
          set(broker) + "exec '%s' '%s' '%s' '%s'".formatted(python, script, client, path());
      ChildProcess job =
          ChildProcess.runAsJob(PythonFolder.PATH, List.of("sh", "-ec", shell), variables);
      return outcome(job);
    }
  }

  private Path path() {
    return Path.of("src/docs/clients", page + ".md").toAbsolutePath();
  }

  private String set(TestingBroker broker) throws Exception {
    Matcher lines = LINES.matcher(Files.readString(path()));
    if (!lines.find()) {
      throw new AssertionError(page + " sets nothing");
    }
    return lines
        .group(1)
        .replace("http://127.0.0.1:7070", broker.url("").toString())
        .replace("<profile>", PROFILE.name());
  }

  private Outcome outcome(ChildProcess job) {
    Map<String, String> cases = new LinkedHashMap<>();
    for (String line : job.out().lines().toList()) {
      JsonObject said = new JsonObject(line);
      cases.put(said.getString("case"), said.getString("failed", ""));
    }
    System.out.printf("%-26s passes %s%n", client, passed(cases));
    return new Outcome(cases, job.err());
  }

  private static List<String> passed(Map<String, String> cases) {
    return cases.entrySet().stream()
        .filter(one -> one.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    return client;
  }
}
