package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Python's clients, each by the code of its page, as it stands there, on a broker and an OSS. Needs
 * python3 with venv: without them it is skipped, where {@code CI} is {@code true} it fails.
 */
class PythonClientTest {
  private static final List<String> CASES =
      List.of(
          "code of page",
          "credential",
          "threads",
          "fork",
          "in asyncio",
          "http proxy",
          "rotation",
          "kept");
  private static final List<String> OBJECT_CASES = List.of("read", "listed", "refused", "written");
  private static final List<String> ALL_CASES =
      Stream.concat(CASES.stream(), OBJECT_CASES.stream()).toList();

  private static final Map<PythonJob, List<String>> JOBS =
      Map.of(
          new PythonJob("alibabacloud-credentials", "python"), CASES,
          new PythonJob("pyodps", "pyodps"), CASES,
          new PythonJob("oss2", "oss2-python"), ALL_CASES,
          new PythonJob("alibabacloud-oss-v2", "oss-python-v2"), ALL_CASES,
          new PythonJob("boto3", "boto3"), ALL_CASES,
          new PythonJob("pyarrow", "pyarrow"), OBJECT_CASES);

  private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
  private static final Map<PythonJob, Future<PythonJob.Outcome>> RUNS = new HashMap<>();
  private static @Nullable String missing;

  @BeforeAll
  static void startAll() throws Exception {
    try {
      PythonFolder.install();
    } catch (TestAbortedException skip) {
      // Thrown here it would leave no test that could be seen to be skipped.
      missing = skip.getMessage();
      return;
    }
    for (PythonJob job : JOBS.keySet()) {
      RUNS.put(job, POOL.submit((Callable<PythonJob.Outcome>) job::run));
    }
  }

  @AfterAll
  static void stop() {
    POOL.shutdownNow();
  }

  static Stream<Arguments> cases() {
    return JOBS.entrySet().stream()
        .flatMap(job -> job.getValue().stream().map(one -> Arguments.of(job.getKey(), one)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void client_passes(PythonJob job, String name) throws Exception {
    assumeTrue(missing == null, missing);
    PythonJob.Outcome outcome = Objects.requireNonNull(RUNS.get(job)).get();
    assertThat(outcome.cases()).as(outcome.err()).containsEntry(name, "");
  }

  @Test
  void requirements_pinByDigestAndNameNoRegistry_whenTheyWereWrittenAnywhere() throws Exception {
    String text = Files.readString(PythonFolder.SOURCE.resolve(PythonFolder.REQUIREMENTS));
    assertThat(text).contains("--hash=sha256:").doesNotContain("http:", "https:", "--index");
  }
}
