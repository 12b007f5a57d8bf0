package dev.stsbroker.cli.client.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.client.Fetch;
import dev.stsbroker.cli.client.FetchCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The quick reader takes what picocli takes, or leaves it to picocli. */
class ArgumentsTest {
  private static final Set<String> KNOWN =
      Set.of(Broker.URL, Broker.SECRET_FILE, Arguments.PARAMETER, Fetch.FORMAT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reader",
        "reader --format aws",
        "--format=aws reader",
        "--url http://127.0.0.1:1 --secret-file f reader --format env",
        "--param a=b --param=c=d=e reader"
      })
  void words_meanTheSame_toPicocli(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    assertThat(Arguments.expected(words, KNOWN)).isEqualTo(picocli(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-h",
        "--help",
        "--version",
        "a b",
        "--form aws",
        "--format",
        "--format --url",
        "--param= reader",
        "--format aws --format oss",
        "-- a",
        "@file",
        "--format @file",
        "-x"
      })
  void otherWords_areLeftToPicocli(String line) {
    assertThat(Arguments.expected(List.of(line.split(" ")), KNOWN)).isNull();
  }

  private static Arguments picocli(List<String> words) {
    try {
      CommandLine command = new CommandLine(new FetchCommand());
      ParseResult parsed = command.parseArgs(words.toArray(String[]::new));
      FetchCommand fetch = command.getCommand();
      Map<String, List<String>> options = new LinkedHashMap<>();
      parsed
          .matchedOptions()
          .forEach(option -> options.put(option.longestName(), option.originalStringValues()));
      return new Arguments(fetch.profile(), options);
    } catch (ParameterException e) {
      throw new AssertionError(words + ": " + e.getMessage(), e);
    }
  }
}
