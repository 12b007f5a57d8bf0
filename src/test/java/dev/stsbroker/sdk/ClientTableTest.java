package dev.stsbroker.sdk;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of which clients were run says nothing that no run has shown. */
class ClientTableTest {
  private static final Path FOLDER = Path.of("src/docs/clients");
  private static final Path TESTS = Path.of("src/test/java/dev/stsbroker/sdk");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| \\[([^]]+)]\\(([a-z0-9-]+)\\.md\\)"
              + " \\| ([^|]+) \\| ([^|]+) \\| ([^|]+)"
              + " \\| ([^|]+) \\|");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
  private static final Pattern KNOWN =
      Pattern.compile("(`[A-Z][A-Za-z0-9]+Test`(, )?)+|by hand.*|read in .+|documented|closed.*");

  /** Tests of pages, which run no client. */
  private static final Set<String> PAGES =
      Set.of("ClientPagesTest", "ClientTableTest", "ClientWindowsPageTest");

  /** A name, a version and perhaps a part. */
  private static final Pattern TOOL = Pattern.compile("(.+?) (\\d[\\d.]*)(.*)");

  private record Row(String client, String page, String version, String passes, String known) {
    String named() {
      return client + " " + version;
    }
  }

  @Test
  void rows_sayHowEachIsKnown_andTestsThatTheyNameAreThere() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(30);
    for (Row row : rows()) {
      assertThat(row.known()).as(row.named()).matches(KNOWN);
      List<String> tests =
          TEST.matcher(row.known()).results().map((MatchResult one) -> one.group(1)).toList();
      assertThat(tests).as(row.named()).allMatch(one -> Files.exists(TESTS.resolve(one + ".java")));
      boolean run = !tests.isEmpty() || row.known().startsWith("by hand");
      assertThat(row.passes().equals("-")).as(row.named()).isNotEqualTo(run);
    }
  }

  @Test
  void pages_haveAllTheirRow() throws IOException {
    Set<String> shown = rows().stream().map(Row::page).collect(toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
          .allMatch(page -> shown.contains(page) || page.equals("README") || page.equals("exec"));
    }
  }

  @Test
  void clientsThatTestsRun_haveTheirRow_ofThatVersion() throws IOException {
    List<String> shown =
        rows().stream().filter(row -> TEST.matcher(row.known()).find()).map(Row::named).toList();
    assertThat(shown)
        .containsAll(Tools.all().stream().map(ClientTableTest::named).toList())
        .containsAll(pinned());
  }

  @Test
  void testsOfClients_areAllNamed() throws IOException {
    String known = rows().stream().map(Row::known).collect(joining(" "));
    try (Stream<Path> files = Files.list(TESTS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .filteredOn(name -> name.endsWith("Test") && !PAGES.contains(name))
          .hasSizeGreaterThan(12)
          .allMatch(name -> known.contains("`" + name + "`"));
    }
  }

  private static String named(Tool tool) {
    Matcher parts = TOOL.matcher(tool.name());
    assertThat(parts.matches()).as(tool.name()).isTrue();
    return parts.group(1) + parts.group(3) + " " + parts.group(2);
  }

  private static List<String> pinned() throws IOException {
    return Files.readAllLines(PythonFolder.SOURCE.resolve("requirements.in")).stream()
        .filter(line -> line.contains("=="))
        .map(line -> line.replace("==", " "))
        .toList();
  }

  private static List<Row> rows() throws IOException {
    String index = Files.readString(FOLDER.resolve("README.md"));
    String section = index.substring(index.indexOf("## Which were run"));
    return ROW.matcher(section)
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(5), row.group(6)))
        .toList();
  }
}
