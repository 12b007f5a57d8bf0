package dev.stsbroker.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigExceptionTest {
  @Test
  void firstProblems_areTold_andTheOthersCounted() {
    ConfigException refused = new ConfigException(problems(5000), Set.of());
    assertThat(refused.problems()).hasSize(51);
    assertThat(refused)
        .hasMessageStartingWith("k0: unknown key\nk1: unknown key\n")
        .hasMessageEndingWith("k49: unknown key\nand: 4950 more problems");
    assertThat(new ConfigException(problems(50), Set.of()).problems()).hasSize(50);
  }

  @Test
  void problem_hasABoundedLength() {
    ConfigProblem endless = new ConfigProblem("l".repeat(9000), "p".repeat(9000), "m".repeat(9000));
    ConfigException refused = new ConfigException(List.of(endless), Set.of());
    assertThat(String.valueOf(refused.getMessage())).hasSizeLessThanOrEqualTo(1002);
  }

  private static List<ConfigProblem> problems(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ConfigProblem("", "k" + i, "unknown key"))
        .toList();
  }
}
