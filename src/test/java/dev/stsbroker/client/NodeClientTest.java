package dev.stsbroker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.stsbroker.app.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code @alicloud/credentials} and {@code @aws-sdk/credential-provider-http}, as a job under
 * Node.js uses them. Needs node and npm: without them it is skipped, where {@code CI} is {@code
 * true} it fails.
 */
class NodeClientTest {
  private static final Path SOURCE = Path.of("src/test/node");
  static final Path FOLDER = Path.of("target/node");
  private static final String LOCK = "package-lock.json";
  private static final List<String> FILES =
      List.of(".npmrc", "package.json", "print-credential.js", "print-aws-credential.js");

  /** Has the clients in {@link #FOLDER}; skips the test that asks if they cannot be had. */
  static void install() throws Exception {
    for (String tool : List.of("node", "npm")) {
      if (!ChildProcess.exists(tool)) {
        missing(tool + " is not there");
      }
    }
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    if (!installed()) {
      npmCi();
    }
  }

  /** What npm keeps of a finished installation is as new as the lock it was made from. */
  private static boolean installed() throws Exception {
    Path copy = FOLDER.resolve(LOCK);
    return Files.exists(FOLDER.resolve("node_modules/." + LOCK))
        && Files.exists(copy)
        && Files.mismatch(copy, SOURCE.resolve(LOCK)) < 0;
  }

  private static void npmCi() throws Exception {
    Files.write(FOLDER.resolve(LOCK), Files.readAllBytes(SOURCE.resolve(LOCK)));
    List<String> command = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    ChildProcess npm = ChildProcess.run(FOLDER, command);
    if (npm.exitCode() != 0) {
      missing("npm ci failed: " + npm.err().strip());
    }
  }

  private static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what + ", and CI=true");
    }
    abort(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/credentials", "/credentials/reader"})
  void variables_areEnough_forTheDefaultChainOfAJob(String path) throws Exception {
    install();
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      Map<String, String> variables =
          Map.of(
              "ALIBABA_CLOUD_CREDENTIALS_URI",
              broker.url(path).toString(),
              "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
              "true");

      ChildProcess job =
          ChildProcess.runAsJob(FOLDER, List.of("node", "print-credential.js"), variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, path));
    }
  }

  @Test
  void variable_isEnough_forAnAwsJob() throws Exception {
    install();
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      Map<String, String> variables =
          Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", broker.url("/aws/reader").toString());

      ChildProcess job =
          ChildProcess.runAsJob(FOLDER, List.of("node", "print-aws-credential.js"), variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  @Test
  void lock_pinsByDigestAndNamesNoRegistry_whenItWasWrittenAnywhere() throws Exception {
    assertThat(Files.readString(SOURCE.resolve(LOCK)))
        .contains("\"integrity\": \"sha512-")
        .doesNotContain("\"resolved\"", "http:", "https:");
  }
}
