package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What shells complete. fish and zsh are asked where they are installed, bash is everywhere. */
class CompletionTest {
  private static final Map<String, List<String>> COMPLETED =
      Map.of(
          "sts-broker ser", List.of("serve"),
          "sts-broker policy l", List.of("lint", "list"),
          "sts-broker policy show oss-read", List.of("oss-read-only", "oss-read-write"),
          "sts-broker fetch --format a", List.of("aliyun", "aws"),
          "sts-broker check --onl", List.of("--online"),
          "sts-broker serve --config some", List.of("some.yaml"),
          "sts-broker completion f", List.of("fish"));

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void script_hasEveryCommandAndOption(String shell) {
    String script = script(shell);
    below(Main.commands().getSubcommands())
        .forEach(
            command -> {
              assertThat(script).contains(command.getCommandName());
              for (OptionSpec option : command.getCommandSpec().options()) {
                String name = option.longestName().substring(2);
                assertThat(script).contains(shell.equals("fish") ? "-l " + name : "--" + name);
              }
            });
  }

  @Test
  void bash_completes() throws Exception {
    String asking =
        """
        compopt() { :; }
        ask() {
          COMP_LINE=$*; COMP_WORDS=($@); COMP_CWORD=$(($#-1)); COMP_POINT=${#COMP_LINE}
          _complete_sts-broker
          printf '%s\\n' "${COMPREPLY[@]}"
        }
        """;
    assertThat(answers("bash", asking, "ask %s")).isEqualTo(COMPLETED);
  }

  @Test
  void fish_completes() throws Exception {
    assumeTrue(installed("fish"), "fish is not installed");
    assertThat(answers("fish", "", "complete -C '%s'")).isEqualTo(COMPLETED);
    assertThat(ask("fish", "complete -C 'sts-broker fetch policy '\n")).isEmpty();
  }

  /** What the shell completes each of the lines with; they are asked in one process. */
  private Map<String, List<String>> answers(String shell, String before, String asking)
      throws Exception {
    StringBuilder commands = new StringBuilder(before);
    for (String line : COMPLETED.keySet()) {
      commands.append("echo '? ").append(line).append("'\n");
      commands.append(asking.formatted(line)).append('\n');
    }
    Map<String, List<String>> answers = new HashMap<>();
    String asked = "";
    for (String line : ask(shell, commands.toString()).lines().toList()) {
      if (line.startsWith("? ")) {
        asked = line.substring(2);
        answers.put(asked, new ArrayList<>());
      } else {
        answers.getOrDefault(asked, new ArrayList<>()).add(line.split("\t", -1)[0]);
      }
    }
    answers.values().forEach(Collections::sort);
    return answers;
  }

  @Test
  void zsh_takesTheScript_andKnowsWhatCompletesTheProgram() throws Exception {
    assumeTrue(installed("zsh"), "zsh is not installed");
    String setUp = "autoload -U compinit && compinit -u -D\n";
    Files.writeString(folder.resolve("set-up"), setUp);
    String answered = ask("zsh", "echo $_comps[sts-broker]; whence -w _sts-broker-policy-render\n");
    assertThat(answered.lines())
        .containsExactly("_sts-broker", "_sts-broker-policy-render: function");
  }

  /** What the shell prints for {@code commands} once it has read the script. */
  private String ask(String shell, String commands) throws Exception {
    Path setUp = folder.resolve("set-up");
    Files.writeString(folder.resolve("some.yaml"), "");
    String before = Files.exists(setUp) ? Files.readString(setUp) : "";
    Path file = folder.resolve("asked");
    Files.writeString(file, before + script(shell) + "\n" + commands);
    String plain = shell.equals("bash") ? "--norc" : shell.equals("zsh") ? "-f" : "-N";
    ProcessBuilder builder = new ProcessBuilder(shell, plain, file.toString());
    builder.directory(folder.toFile()).environment().put("HOME", folder.toString());
    Process process = builder.redirectError(folder.resolve("said").toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    assertThat(Files.readString(folder.resolve("said"))).isEmpty();
    return printed;
  }

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    assertThat(Main.commands().setOut(new PrintWriter(out)).execute("completion", shell)).isZero();
    return out.toString();
  }

  private static Stream<CommandLine> below(Map<String, CommandLine> commands) {
    return commands.values().stream()
        .flatMap(one -> Stream.concat(Stream.of(one), below(one.getSubcommands())));
  }

  private static boolean installed(String shell) throws IOException {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(":", -1)).anyMatch(at -> Files.exists(Path.of(at, shell)));
  }
}
