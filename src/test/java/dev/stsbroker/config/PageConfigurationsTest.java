package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that README.md and the manual show can be used as they stand. */
class PageConfigurationsTest {
  private static final Pattern FILE =
      Pattern.compile("(?ms)^<!-- file: (\\S+) -->\n```\\w+\n(.*?)^```$");
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  @TempDir private Path folder = Path.of("");

  @Test
  void configurations_areValid() throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    ConfigFolder config =
        new ConfigFolder(folder)
            .with("secrets/access-key.json", "{\"AccessKeyId\": \"a\", \"AccessKeySecret\": \"b\"}")
            .with("secrets/reports.secret", "0123456789abcdef0123456789abcdef\n");
    int configurations = 0;
    for (Path page : pages()) {
      FILE.matcher(Files.readString(page))
          .results()
          .forEach(file -> config.with(file.group(1), file.group(2)));
      List<String> blocks =
          YAML.matcher(Files.readString(page))
              .results()
              .map((MatchResult block) -> block.group(1))
              .filter(block -> block.contains("profiles:"))
              .toList();
      for (String block : blocks) {
        assertThat(config.with("page.yaml", block).problemsOf("page.yaml"))
            .as("%s:%n%s", page, block)
            .isEmpty();
        configurations++;
      }
    }
    assertThat(configurations).isGreaterThanOrEqualTo(4);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.walk(Path.of("src/docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }
}
