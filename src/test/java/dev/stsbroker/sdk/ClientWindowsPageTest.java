package dev.stsbroker.sdk;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pages say of durations is what the table has that `check` warns from. */
class ClientWindowsPageTest {
  private static final Path FOLDER = Path.of("src/docs/clients");
  private static final Path TABLE =
      Path.of("src/main/resources/dev/stsbroker/config/client-windows.txt");

  @Test
  void index_showsTheTable() throws IOException {
    String shown =
        rows().stream()
            .map(
                row ->
                    "| [%s](%s.md) | %s | %s | %s | %s | %s |"
                        .formatted(
                            row.get(0),
                            row.get(5),
                            row.get(1),
                            row.get(2),
                            row.get(3),
                            row.get(4),
                            row.get(6)))
            .collect(joining("\n"));
    assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("|\n" + shown + "\n\n");
  }

  @Test
  void pages_beginWithTheDurationThatSuits() throws IOException {
    Map<String, List<List<String>>> byPage = rows().stream().collect(groupingBy(row -> row.get(5)));
    for (Map.Entry<String, List<List<String>>> page : byPage.entrySet()) {
      List<String> lines = Files.readAllLines(FOLDER.resolve(page.getKey() + ".md"));
      String suits =
          page.getValue().stream().map(ClientWindowsPageTest::suits).collect(joining("; "));
      assertThat(lines.get(2)).as(page.getKey()).isEqualTo("Shortest `duration`: " + suits + ".");
    }
  }

  private static String suits(List<String> row) {
    String longer = "longer than " + (row.get(2).equals("for ever") ? "it runs" : row.get(2));
    String unnamed = row.get(2).equals("unknown") ? "unknown" : longer;
    return "**" + row.get(0) + "** " + (row.get(4).equals("-") ? unnamed : row.get(4));
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" \\| ", -1)))
        .toList();
  }
}
