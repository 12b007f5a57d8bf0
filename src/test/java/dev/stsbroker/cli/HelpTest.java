package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What every command there is says of itself, and what a person reads who typed a wrong word. */
class HelpTest {
  private static final int WIDTH = 80;

  /** Up to where the shell's own words begin. */
  private static final Pattern EXAMPLE = Pattern.compile("sts-broker ([^|>)&]*)");

  static List<Arguments> commands() {
    return below(Main.commands())
        .map(one -> Arguments.of(one.getCommandSpec().qualifiedName(), one))
        .toList();
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void summary_isOneSentence_onOneLineOfTheList(String name, CommandLine command) {
    String[] header = command.getCommandSpec().usageMessage().header();
    assertThat(header).hasSize(1);
    assertThat(header[0]).matches("[A-Z][^.%]*( Alibaba Cloud's [^.]*)?\\.");
    CommandLine parent = command.getParent();
    if (parent != null) {
      String line = "  %-9s".formatted(command.getCommandName()).stripTrailing();
      assertThat(parent.getUsageMessage().lines())
          .filteredOn(one -> one.startsWith(line) && one.endsWith("  " + header[0]))
          .hasSize(1)
          .allMatch(one -> one.length() <= WIDTH);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void page_isNoWiderThanATerminal(String name, CommandLine command) {
    assertThat(command.getUsageMessage().lines())
        .allSatisfy(
            line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH).doesNotMatch(".*(\\s|%n)$"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void description_isFilled(String name, CommandLine command) {
    List<String> lines = command.getUsageMessage().lines().toList();
    for (String paragraph : command.getCommandSpec().usageMessage().description()) {
      if (!paragraph.startsWith(" ")) {
        List<String> page = lines.stream().map(String::strip).toList();
        assertThat(String.join(" ", page)).contains(paragraph);
        assertThat(paragraph).matches("(?s)[A-Z].*[.:]");
      }
    }
    // A line ends where the next word would not have had room.
    for (int i = 0; i + 1 < lines.size(); i++) {
      String next = lines.get(i + 1);
      if (lines.get(i).matches("[A-Za-z].*[a-z,]") && next.matches("[a-z].*")) {
        assertThat(lines.get(i).length() + 1 + next.split(" ", 2)[0].length())
            .as("%s / %s", lines.get(i), next)
            .isGreaterThan(WIDTH);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void everyOptionAndArgument_isDescribed(String name, CommandLine command) {
    String page = command.getUsageMessage();
    List<ArgSpec> arguments = new ArrayList<>(command.getCommandSpec().options());
    arguments.addAll(command.getCommandSpec().positionalParameters());
    for (ArgSpec one : arguments) {
      assertThat(one.description()).as("%s", one).isNotEmpty();
      assertThat(one.description())
          .allSatisfy(text -> assertThat(text).matches("(?s)[A-Z].*\\.").doesNotContain("${"));
      assertThat(words(page)).contains(words(String.join(" ", one.description())));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void examples_standWhole_andAreWhatTheCommandsTake(String name, CommandLine command) {
    String[] footer = command.getCommandSpec().usageMessage().footer();
    assertThat(command.getUsageMessage().lines()).containsAll(Arrays.asList(footer));
    String text = String.join("\n", footer).replaceAll("\\\\\n *", "");
    Matcher example = EXAMPLE.matcher(text);
    while (example.find()) {
      String[] words = example.group(1).lines().findFirst().orElseThrow().strip().split(" +", -1);
      assertThat(Main.commands().parseArgs(words).unmatched()).as("%s", text).isEmpty();
    }
    assertThat(text.contains("sts-broker "))
        .isEqualTo(!name.endsWith(" list") && !name.endsWith("version"));
  }

  @Test
  void longWords_areNeverBroken() {
    String arn = "acs:ram::1234567890123456:oidc-provider/" + "ack-rrsa-c0123456789/".repeat(5);
    CommandLine command = Main.commands();
    command.getCommandSpec().usageMessage().description("The provider is " + arn + " here.");
    assertThat(command.getUsageMessage().lines()).contains("The provider is", arn, "here.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "help|0|Commands:",
        "help policy trust|0|Usage: sts-broker policy trust ",
        "policy help trust|0|Usage: sts-broker policy trust ",
        "help nope|2|Unknown command: nope (expected one of: check, completion, exec,",
        "version|0|sts-broker dev",
        "srve|2|Unknown command: srve (did you mean serve?)",
        "start|2|Unknown command: start (did you mean serve?)",
        "validate|2|Unknown command: validate (did you mean check?)",
        "render|2|Unknown command: render (did you mean policy render?)",
        "zzz|2|Unknown command: zzz (expected one of: check, ",
        "policy lnt|2|Unknown command: lnt (did you mean lint?)",
        "serve broker.yaml|2|Unmatched argument at index 1: 'broker.yaml' (expected: --config broker.yaml)",
        "sandbox my.json|2|Unmatched argument at index 1: 'my.json' (expected: --config my.json)",
        "fetch one two|2|Unmatched argument at index 2: 'two'",
        "check --onlin|2|Unknown option: '--onlin' (did you mean --online?)",
        "check no-such.yaml|2|no-such.yaml: does not exist",
        "check a.yaml --config b.yaml|2|two configurations: a.yaml and b.yaml",
        "completion tcsh|2|no completion for tcsh (expected one of: bash, zsh, fish)",
        "policy|2|a command is missing",
      })
  void words_areObeyed_orGetTheRightAdvice(String typed, int exitCode, String said) {
    StringWriter printed = new StringWriter();
    PrintWriter both = new PrintWriter(printed, true);
    CommandLine command = Main.commands().setOut(both).setErr(both);
    assertThat(command.execute(typed.split(" ", -1))).isEqualTo(exitCode);
    assertThat(printed.toString()).contains(said).doesNotContain("Exception");
    if (exitCode == ExitCode.WRONG_USAGE) {
      assertThat(printed.toString().lines().findFirst().orElseThrow()).startsWith(said);
    }
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
