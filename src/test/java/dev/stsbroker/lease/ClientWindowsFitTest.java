package dev.stsbroker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shortest durations of the table of clients are what the engine really serves them. */
class ClientWindowsFitTest {
  private static final Path TABLE =
      Path.of("src/main/resources/dev/stsbroker/config/client-windows.txt");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMinutes(15);

  @ParameterizedTest
  @MethodSource("judged")
  void duration_isTheShortest_thatLeavesWhatTheClientWants(String line) {
    List<String> cells = List.of(line.split(" \\| ", -1));
    Duration shortest = duration(cells.get(4));
    Duration wants = cells.get(3).endsWith("%") ? Duration.ZERO : duration(cells.get(3));
    Duration keeps = cells.get(2).equals("to its end") ? Duration.ZERO : keeps(cells.get(2));

    assertThat(least(shortest)).isGreaterThanOrEqualTo(wants).isGreaterThanOrEqualTo(keeps);
    if (shortest.compareTo(SHORTEST) > 0) {
      Duration shorter = least(shortest.minus(MINUTE));
      assertThat(shorter.compareTo(wants) < 0 || shorter.compareTo(keeps) < 0).isTrue();
    }
  }

  static List<String> judged() throws IOException {
    List<String> judged =
        Files.readAllLines(TABLE).stream()
            .filter(line -> !line.startsWith("#") && !line.contains(" | - | "))
            .toList();
    assertThat(judged).hasSizeGreaterThan(25);
    return judged;
  }

  /** The least that is served of a session of {@code life} while STS is well. */
  private static Duration least(Duration life) {
    return life.minus(RefreshPlan.age(life));
  }

  /** With a minute for the call that begins at the last moment. */
  private static Duration keeps(String cell) {
    return duration(cell).plus(MINUTE);
  }

  private static Duration duration(String cell) {
    return Duration.parse("PT" + cell.toUpperCase(Locale.ROOT));
  }
}
