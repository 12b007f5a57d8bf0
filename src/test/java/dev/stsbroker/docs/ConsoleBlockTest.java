package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a page's console blocks are read, and what counts as the output that they show. */
class ConsoleBlockTest {
  private static List<ConsoleBlock> blocks(String page) {
    return ConsoleBlock.of("page.md", page.lines().toList());
  }

  @Test
  void blocks_areReadWithTheirCommandsAndComments() {
    List<ConsoleBlock> blocks =
        blocks(
            """
            <!-- keeps running -->
            ```console
            $ first \\
                goes on
            $ second
            one

            two
            ```
            ```sh
            $ not a console
            ```
            <!-- not run: needs Docker -->
            ```console
            $ docker build .
            ```
            """);
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).keepsRunning()).isTrue();
    assertThat(blocks.get(0).steps())
        .containsExactly(
            new ConsoleBlock.Step("page.md:3", "first \\\n    goes on", List.of()),
            new ConsoleBlock.Step("page.md:5", "second", List.of("one", "", "two")));
    assertThat(blocks.get(1).notRun()).isEqualTo("needs Docker");
  }

  @Test
  void blocksThatDoNotEnd_orBeginWithOutput_areMistakes() {
    assertThatThrownBy(() -> blocks("```console\n$ one\n")).hasMessageContaining("page.md:1");
    assertThatThrownBy(() -> blocks("```console\none\n```\n")).hasMessageContaining("page.md:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b                     | a b                       | true
          a b                     | a  b                      | false
          a b                     | a b; c                    | false
          key=…                   | key=STS.x                 | true
          key=… end               | key=STS.x                 | false
          until 2026-01-02T03:04:05Z. | until 2031-12-31T23:59:59Z. | true
          until 2026-01-02T03:04:05Z. | until tomorrow.           | false
          …;last                  | one;two;last              | true
          …;last                  | last                      | true
          first;…;last            | first;x                   | false
          a.c                     | abc                       | false
          a                       | a;                        | true
          """)
  void outputs_areCompared(String shown, String printed, boolean same) {
    ConsoleBlock.Step step = new ConsoleBlock.Step("page.md:1", "true", List.of(shown.split(";")));
    assertThat(step.shows(printed.replace(";", "\n"))).isEqualTo(same);
  }

  @Test
  void commandsThatFail_haveToSayWhatThePageShows() {
    assertThat(new ConsoleBlock.Step("page.md:1", "false", List.of()).mayFail()).isFalse();
    assertThat(new ConsoleBlock.Step("page.md:1", "false", List.of("…")).mayFail()).isFalse();
    assertThat(new ConsoleBlock.Step("page.md:1", "false", List.of("no")).mayFail()).isTrue();
  }

  @Test
  void outputsThatThePageDoesNotShow_areMistakes() {
    ConsoleBlock.Step silent = new ConsoleBlock.Step("page.md:1", "true", List.of());
    assertThat(silent.shows("")).isTrue();
    assertThat(silent.shows("warning\n")).isFalse();
  }
}
