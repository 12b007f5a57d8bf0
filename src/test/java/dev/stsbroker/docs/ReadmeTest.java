package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README.md stays a front door. */
class ReadmeTest {
  private static final String TESTS = "mvn -B verify";

  @Test
  void testCommand_isTheOneThatIsRunForEveryChange() throws IOException {
    assertThat(Files.readString(Pages.README)).contains("```sh\n" + TESTS + "\n```\n");
    assertThat(Files.readString(Path.of(".ci/run")))
        .containsPattern("(?m)^ +JAVA_HOME=\\S+ " + TESTS + "$");
    assertThat(Files.readString(Path.of(".github/workflows/ci.yml")))
        .contains("run: " + TESTS + "\n");
  }

  @Test
  void lines_areFewerThan150() throws IOException {
    assertThat(Files.readAllLines(Pages.README)).hasSizeLessThan(150);
  }
}
