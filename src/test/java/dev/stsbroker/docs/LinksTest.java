package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages' links lead somewhere, and every page can be reached from README.md. */
class LinksTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void links_leadToFilesAndHeadingsThatAreThere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : Pages.all()) {
      broken.addAll(Links.broken(page));
      links += Links.of(page).size();
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  @Test
  void everyPage_isReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(Pages.README));
    while (!next.isEmpty()) {
      Path page = next.remove();
      if (reached.add(page)) {
        for (String link : Links.of(page)) {
          if (!link.contains(":") && Links.target(page, link).toString().endsWith(".md")) {
            next.add(Links.target(page, link));
          }
        }
      }
    }
    assertThat(reached).containsAll(Pages.all());
  }

  @Test
  void linksThatLeadNowhere_areFound() throws IOException {
    Path other =
        Files.writeString(folder.resolve("other.md"), "# A `b`, c\n\n## Twice\n## Twice\n");
    assertThat(Links.anchors(other)).containsExactlyInAnyOrder("a-b-c", "twice", "twice-1");
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # Here
            [a](other.md) [b](other.md#a-b-c) [c](#here) [d](other.md#twice-1) [two
            lines](other.md)
            ```
            [in code](nowhere.md)
            ```
            `[in code](nowhere.md)`
            [1](nowhere.md) [2](other.md#nowhere) [3](#nowhere) [4](http://127.0.0.1/)
            """);
    assertThat(Links.broken(page))
        .containsExactly(
            page + ": nowhere.md: there is no such file",
            page + ": other.md#nowhere: there is no such heading",
            page + ": #nowhere: there is no such heading",
            page + ": http://127.0.0.1/: neither relative nor https");
  }
}
