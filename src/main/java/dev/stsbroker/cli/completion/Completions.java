package dev.stsbroker.cli.completion;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The completion of each shell. */
public final class Completions {
  /** The shells there is a script for. */
  public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private Completions() {}

  /**
   * The script that completes {@code program} and its commands.
   *
   * @param shell one of {@link #SHELLS}; throws {@link IllegalArgumentException} for another
   */
  public static String script(String shell, CommandLine program) {
    return switch (shell) {
      case "bash" -> AutoComplete.bash(program.getCommandName(), program);
      case "zsh" -> new ZshScript(program).text();
      case "fish" -> new FishScript(program).text();
      default ->
          throw new IllegalArgumentException(
              shell + " (expected one of: " + String.join(", ", SHELLS) + ")");
    };
  }
}
