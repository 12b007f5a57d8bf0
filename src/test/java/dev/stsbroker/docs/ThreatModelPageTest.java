package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of the threat model names tests, and each of those is one that runs. */
class ThreatModelPageTest {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Set<String> MARKS = Set.of("Test", "ParameterizedTest", "Property");

  @Test
  void promises_areHeldByTestsThatRun() throws IOException {
    String page = Files.readString(Pages.FOLDER.resolve("threat-model.md"));
    String promised =
        page.substring(
            page.indexOf("## What is promised"), page.indexOf("## What is not promised"));
    List<String> wrong = new ArrayList<>();
    int promises = 0;
    for (String line : promised.lines().filter(row -> row.startsWith("| ")).toList()) {
      if (line.startsWith("| promise ")) {
        continue;
      }
      promises++;
      if (!holds(line)) {
        wrong.add(line);
      }
    }
    assertThat(wrong).as("promises without a test, or with one that is none").isEmpty();
    assertThat(promises).isGreaterThan(25);
  }

  @Test
  void rows_areFound_thatNoTestHolds() throws IOException {
    assertThat(holds("| a | `ThreatModelPageTest.rows_areFound_thatNoTestHolds` |")).isTrue();
    assertThat(holds("| a | |")).isFalse();
    assertThat(holds("| a | `ThreatModelPageTest.holds` |")).isFalse();
    assertThat(holds("| a | `ThreatModelPageTest.gone` |")).isFalse();
    assertThat(holds("| a | `NoSuchTest.gone` |")).isFalse();
  }

  private static boolean holds(String row) throws IOException {
    List<String[]> names =
        NAME.matcher(row)
            .results()
            .map(found -> new String[] {found.group(1), found.group(2)})
            .toList();
    for (String[] name : names) {
      if (!runs(name[0], name[1])) {
        return false;
      }
    }
    return !names.isEmpty();
  }

  private static boolean runs(String type, String method) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> found = files.filter(file -> file.endsWith(type + ".java")).toList();
      if (found.size() != 1) {
        return false;
      }
      String name = SOURCES.relativize(found.get(0)).toString().replace(".java", "");
      ClassLoader loader = ThreatModelPageTest.class.getClassLoader();
      Class<?> tests = Class.forName(name.replace('/', '.'), false, loader);
      return Arrays.stream(tests.getDeclaredMethods())
          .filter(one -> one.getName().equals(method))
          .anyMatch(ThreatModelPageTest::isTest);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(mark -> MARKS.contains(mark.getSimpleName()));
  }
}
