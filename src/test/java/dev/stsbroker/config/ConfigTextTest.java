package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stsbroker.text.PlainText;
import java.io.IOException;
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
        arguments("", "<dir>/broker.yaml: is empty (expected: a configuration)"),
        arguments(" \n", "<dir>/broker.yaml: is empty (expected: a configuration)"),
        arguments("# a\n", "<dir>/broker.yaml: is not a mapping (expected: settings by key)"),
        arguments("- a\n", "<dir>/broker.yaml: is not a mapping (expected: settings by key)"),
        arguments(
            "\uFEFFa: 1\n",
            "<dir>/broker.yaml: begins with a byte order mark (expected: UTF-8 without one)"),
        arguments("a:\n\tb: 1\n", "<dir>/broker.yaml:2:1: a tab cannot indent (expected: spaces)"),
        arguments("a: 1\nb: 2\na: 3\n", "<dir>/broker.yaml:3:1: the key a is there twice"),
        arguments("a: { b: 1, b: 2 }\n", "<dir>/broker.yaml:1:12: the key b is there twice"),
        arguments(
            "a: [1\n",
            "<dir>/broker.yaml:2:1: not YAML: expected ',' or ']', but got <stream end>"),
        arguments(
            "a: b: c\n", "<dir>/broker.yaml:1:5: not YAML: mapping values are not allowed here"),
        arguments(
            "a: *hunter2\n",
            "<dir>/broker.yaml:1:4: text that begins with * is an alias of nothing"
                + " (expected: quotes around it)"),
        arguments(
            "a: !hunter2 b\n",
            "<dir>/broker.yaml:1:4: text that begins with ! is a tag of nothing"
                + " (expected: quotes around it)"),
        arguments(
            "a: 1\n---\nb: 2\n",
            "<dir>/broker.yaml:2:1: a second document begins (expected: one in a file)"),
        arguments("a: \u0007\n", "<dir>/broker.yaml: has a control character (expected: text)"),
        arguments("a: { 1: b }\n", "a: the key 1 is not read as text (expected: quotes around it)"),
        arguments(
            "on: b\n",
            "<dir>/broker.yaml: the key true is not read as text (expected: quotes around it)"),
        arguments(
            "a: 2026-01-01\n",
            "a: is read as a date, a set or binary (expected: quotes around text)"),
        arguments(
            "a: !!binary aGk?\n",
            "<dir>/broker.yaml: has a tag that its value does not fit (expected: no tag, no !!)"),
        arguments(
            "a: !!int x\n",
            "<dir>/broker.yaml: has a tag that its value does not fit (expected: no tag, no !!)"),
        arguments("a: &a [*a]\n", "<dir>/broker.yaml: is nested or aliased too much to be read"),
        arguments(laughs(), "<dir>/broker.yaml: is nested or aliased too much to be read"),
        arguments(
            "a: " + "[".repeat(60) + "]".repeat(60) + "\n",
            "<dir>/broker.yaml: is nested or aliased too much to be read"),
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
        arguments("[]", "<dir>/broker.json: is not a JSON object (expected: settings by key)"),
        arguments("{\"a\":1,\n\"a\":2}", "<dir>/broker.json:2:4: the key a is there twice"),
        arguments("{\"a\":hunter2}", "<dir>/broker.json:1:6: not JSON from here"),
        arguments("{\"a\":1", "<dir>/broker.json:1:7: not JSON: the text ends too early"),
        arguments("{} {}", "<dir>/broker.json:1:4: text after the end of the object"),
        arguments(
            "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}",
            "<dir>/broker.json: is nested too deeply to be read"));
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
        .containsExactly("<dir>/broker.yaml: is not UTF-8 text");
  }
}
