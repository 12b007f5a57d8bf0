package dev.stsbroker.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stsbroker.config.ConfigFolder;
import dev.stsbroker.text.PlainText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("badYaml")
  void yaml_printsOneLine_whenTheTextIsBad(String text, String printed) {
    assertThat(new ConfigFolder(folder).with("broker.yaml", text).problemsOf("broker.yaml"))
        .isEqualTo(List.of(printed));
  }

  static Stream<Arguments> badYaml() {
    return Stream.of(
        arguments("", "<dir>/broker.yaml:1: is empty (expected: a configuration)"),
        arguments(" \n", "<dir>/broker.yaml:1: is empty (expected: a configuration)"),
        arguments("# a\n", "<dir>/broker.yaml:1: is not a mapping (expected: settings by key)"),
        arguments("- a\n", "<dir>/broker.yaml:1: is not a mapping (expected: settings by key)"),
        arguments(
            "\uFEFF- a\n", "<dir>/broker.yaml:1: is not a mapping (expected: settings by key)"),
        arguments("a:\n\tb: 1\n", "<dir>/broker.yaml:2: b: a tab cannot indent (expected: blanks)"),
        arguments(
            "a: 1\nb: 2\na: 3\n",
            "<dir>/broker.yaml:3: a: is there twice, first in line 1 (expected: one of the two)"),
        arguments(
            "a: { b: 1, b: 2 }\n",
            "<dir>/broker.yaml:1: b: is there twice (expected: one of the two)"),
        arguments("a: [1\n", "<dir>/broker.yaml:1: a: a [ is never closed (expected: ])"),
        arguments(
            "a: b: c\n",
            "<dir>/broker.yaml:1: a: a colon and a blank are in the value (expected: quotes around it)"),
        arguments(
            "a: *hunter2\n",
            "<dir>/broker.yaml:1: a: text that begins with * is an alias of nothing in YAML"
                + " (expected: quotes around it)"),
        arguments(
            "a: !hunter2 b\n",
            "<dir>/broker.yaml:1: a: text that begins with ! is a tag of nothing in YAML"
                + " (expected: quotes around it)"),
        arguments(
            "a: 1\n---\nb: 2\n",
            "<dir>/broker.yaml:2: a second document begins (expected: one in a file, no ---)"),
        arguments(
            "a: \u0007\n",
            "<dir>/broker.yaml:1: has the control character \\u0007 (expected: none)"),
        arguments(
            "a: { 1: b }\n",
            "<dir>/broker.yaml:1: a.1: is a key that is not read as text (expected: quotes around it;"
                + " write: \"1\":)"),
        arguments(
            "on: b\n",
            "<dir>/broker.yaml:1: on: is a key that is not read as text (expected: quotes around it;"
                + " write: \"on\":)"),
        arguments(
            "a: 2026-01-01\n",
            "<dir>/broker.yaml:1: a: 2026-01-01 is read as a date, a set or binary (expected: quotes"
                + " around text; write: a: \"2026-01-01\")"),
        arguments(
            "a: !!binary aGk?\n",
            "<dir>/broker.yaml:1: has a tag that its value does not fit (expected: no tag, no !!)"),
        arguments(
            "a: !!int x\n",
            "<dir>/broker.yaml:1: has a tag that its value does not fit (expected: no tag, no !!)"),
        arguments(
            "a: &a [*a]\n",
            "<dir>/broker.yaml:1: is nested or aliased too much (expected: plain settings)"),
        arguments(
            laughs(),
            "<dir>/broker.yaml:1: is nested or aliased too much (expected: plain settings)"),
        arguments(
            "a: " + "[".repeat(60) + "]".repeat(60) + "\n",
            "<dir>/broker.yaml:1: is nested or aliased too much (expected: plain settings)"),
        arguments(
            "#".repeat(ConfigText.MOST_BYTES + 1),
            "<dir>/broker.yaml: is too large (expected: at most 262144 bytes)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ia: &", "a: *", "a: &\u202e x", "a: !\u2028 x", "\"\u202e\": 1\nb: 2"})
  void yaml_isRefusedInPlainText_whateverTheParserQuotes(String text) {
    List<String> problems =
        new ConfigFolder(folder).with("broker.yaml", text).problemsOf("broker.yaml");

    assertThat(problems).isNotEmpty();
    assertThat(String.join("", problems).codePoints()).allMatch(PlainText::printable);
  }

  /** Each list holds the one before it twice: 24 lines stand for 16 million values. */
  private static String laughs() {
    return IntStream.range(1, 24)
        .mapToObj(i -> "l" + i + ": &l" + i + " [*l" + (i - 1) + ", *l" + (i - 1) + "]\n")
        .collect(Collectors.joining("", "l0: &l0 [x]\n", ""));
  }

  @ParameterizedTest
  @MethodSource("badJson")
  void json_printsOneLine_whenTheTextIsBad(String text, String printed) {
    assertThat(new ConfigFolder(folder).with("broker.json", text).problemsOf("broker.json"))
        .isEqualTo(List.of(printed));
  }

  static Stream<Arguments> badJson() {
    return Stream.of(
        arguments("[]", "<dir>/broker.json:1: is not a JSON object (expected: settings by key)"),
        arguments(
            "{\"a\":1,\n\"a\":2}",
            "<dir>/broker.json:2: a: is there twice (expected: one of the two)"),
        arguments(
            "{\"a\":hunter2}",
            "<dir>/broker.json:1: not JSON: a word without quotes (expected: \" around text)"),
        arguments("{\"a\":1", "<dir>/broker.json:1: not JSON: a { is never closed (expected: })"),
        arguments(
            "{} {}",
            "<dir>/broker.json:1: text is after the end of the object (expected: one object)"),
        arguments(
            "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}",
            "<dir>/broker.json:1: is nested too deeply to be read (expected: at most 50 levels)"));
  }

  @Test
  void file_printsOneLine_whenItCannotBeRead() {
    ConfigFolder config = new ConfigFolder(folder);

    assertThat(config.problemsOf("none.yaml"))
        .containsExactly("<dir>/none.yaml: does not exist (expected: a readable file)");
    assertThat(config.problemsOf("."))
        .containsExactly("<dir>/.: is not a regular file (expected: a readable file)");
  }

  @Test
  void file_printsOneLine_whenItIsForbidden() throws IOException {
    ConfigFolder config = new ConfigFolder(folder).with("broker.yaml", "a: 1");
    Path file = folder.resolve("broker.yaml");
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root reads everything");

    assertThat(config.problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml: cannot be read: permission denied (expected: a readable file)");
  }

  @Test
  void file_printsOneLine_whenItIsNotUtf8() throws IOException {
    Files.write(folder.resolve("broker.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});

    assertThat(new ConfigFolder(folder).problemsOf("broker.yaml"))
        .containsExactly(
            "<dir>/broker.yaml:1: is not UTF-8 text from here (expected: UTF-8; iconv -f GB18030 -t"
                + " UTF-8 for one)");
  }

  /** As Windows writes it in China, and wherever somebody chose Unicode. */
  @ParameterizedTest
  @CsvSource({
    "GB18030, 3, is not UTF-8 text from here (expected: UTF-8; iconv -f GB18030 -t UTF-8 for one)",
    "UTF-16, 1, 'is UTF-16 text (expected: UTF-8; choose UTF-8 where the editor saves it, or iconv -f UTF-16 -t UTF-8)'"
  })
  void file_namesItsCharacterSet_andTheLine(String charset, int line, String said)
      throws IOException {
    Files.writeString(
        folder.resolve("broker.yaml"), "a: 1\nb: 2\n# \u4f60\u597d\n", Charset.forName(charset));

    assertThat(new ConfigFolder(folder).problemsOf("broker.yaml"))
        .containsExactly("<dir>/broker.yaml:" + line + ": " + said);
  }
}
