package dev.stsbroker.sdk;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  /**
   * Those below {@code reports/}; and that name itself, which clients ask for that know folders.
   */
  private static final PolicyDocument POLICY =
      PolicyDocument.parse(
          """
          {"Version": "1", "Statement": [
            {"Effect": "Allow",
             "Action": ["oss:GetObject", "oss:PutObject", "oss:DeleteObject"],
             "Resource": ["acs:oss:*:*:my-bucket/reports", "acs:oss:*:*:my-bucket/reports/*"]},
            {"Effect": "Allow", "Action": "oss:ListObjects", "Resource": "acs:oss:*:*:my-bucket",
             "Condition": {"StringLike": {"oss:Prefix": "reports/*"}}}]}
          """);

  private static final Profile PROFILE =
      new Profile(
          "reports",
          "default",
          new SessionRequest(
              TestingBroker.ROLE,
              "session-of-reports",
              Duration.ofHours(2),
              SessionPolicy.of(POLICY),
              null,
              null),
          false,
          Duration.ZERO);

  private static final Pattern LINES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /** What became of each case: nothing, or how it failed; and what was printed besides. */
  record Outcome(Map<String, String> cases, String err) {}

  /** Sets what the first lines of the page set, then runs the page's code and what it made. */
  Outcome run() throws Exception {
    try (TestingBroker broker = AgedBroker.ending(PROFILE)) {
      OssBroker.filled(broker).put(OssBroker.BUCKET, "reports/a.csv", Buffer.buffer("x,y\n1,2\n"));
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
    List<String> passed = new ArrayList<>();
    for (String line : job.out().lines().toList()) {
      JsonObject said = new JsonObject(line);
      String name = said.getString("case");
      cases.put(name, said.getString("failed", ""));
      if (!said.containsKey("failed")) {
        passed.add(name + " (" + said.getDouble("seconds") + " s)");
      }
    }
    System.out.printf("%-26s passes %s%n", client, String.join(", ", passed));
    return new Outcome(cases, job.err());
  }

  @Override
  public String toString() {
    return client;
  }
}
