package dev.stsbroker.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sizes beyond which a shape should be thought over again; printed, so that growth is seen early.
 */
class BudgetTest {
  private static final List<Path> MAIN =
      List.of(Path.of("src/main/java"), Path.of("src/main/java22"));

  /** A declaration has a type before its name, or is a constructor; a call has neither. */
  private static final Pattern METHOD =
      Pattern.compile(
          "^ {2,6}(?!return|throw|new|else|if|for|while|switch|try|catch)"
              + "([A-Za-z@<][^;=(]* [a-z]\\w*|(public |private )?[A-Z]\\w*)\\(([^;]*)$");

  @Test
  void files_areShort() throws IOException {
    List<Integer> lines = new ArrayList<>();
    for (Path file : sources()) {
      lines.add(Files.readAllLines(file).size());
    }
    System.out.printf("file lines: %s%n", figures(lines));
    assertThat(Collections.max(lines)).isLessThanOrEqualTo(300);
  }

  @Test
  void methods_areShort() throws IOException {
    List<Integer> bodies = new ArrayList<>();
    for (Path file : sources()) {
      bodies.addAll(bodies(Files.readAllLines(file)));
    }
    System.out.printf("method body lines: %s%n", figures(bodies));
    assertThat(percentile(bodies, 95)).isLessThanOrEqualTo(16);
    assertThat(Collections.max(bodies)).isLessThanOrEqualTo(40);
  }

  @Test
  void leftovers_areNone() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readString(file)).as("%s", file).doesNotContain("TODO", "FIXME", "XXX");
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : MAIN) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .forEach(sources::add);
      }
    }
    return sources;
  }

  /**
   * Non-blank lines between a method's braces, found by indentation: the formatter guarantees it.
   */
  private static List<Integer> bodies(List<String> lines) {
    List<Integer> bodies = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher start = METHOD.matcher(lines.get(i));
      if (start.find()) {
        String indent = lines.get(i).substring(0, lines.get(i).indexOf(lines.get(i).strip()));
        int open = i;
        while (open < lines.size()
            && !lines.get(open).endsWith("{")
            && !lines.get(open).endsWith(";")) {
          open++;
        }
        int end = open;
        while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
          end++;
        }
        if (end < lines.size() && lines.get(open).endsWith("{")) {
          bodies.add(
              (int) lines.subList(open + 1, end).stream().filter(line -> !line.isBlank()).count());
          i = open;
        }
      }
    }
    return bodies;
  }

  private static String figures(List<Integer> values) {
    return "count %d, median %d, p95 %d, max %d"
        .formatted(
            values.size(), percentile(values, 50), percentile(values, 95), Collections.max(values));
  }

  private static int percentile(List<Integer> values, int percent) {
    List<Integer> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
