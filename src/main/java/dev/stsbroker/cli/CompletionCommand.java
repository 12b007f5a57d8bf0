package dev.stsbroker.cli;

import dev.stsbroker.cli.completion.Completions;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what has a shell complete these commands. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Prints a shell's completion of these commands.",
    description = {
      "The files under share/ of the distribution have it for every new shell: copy share/ to"
          + " /usr/local/share."
    },
    footer = {
      "For one shell:",
      "  source <(sts-broker completion bash)",
      "  source <(sts-broker completion zsh)",
      "  sts-broker completion fish | source"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "The shell: bash, zsh or fish.")
  private String shell = "";

  /** The shells' names, to complete from. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Completions.SHELLS.iterator();
    }
  }

  @Override
  public Integer call() {
    if (!Completions.SHELLS.contains(shell)) {
      throw new ParameterException(
          spec.commandLine(),
          "no completion for %s (expected one of: %s)"
              .formatted(shell, String.join(", ", Completions.SHELLS)));
    }
    spec.commandLine().getOut().print(Completions.script(shell, spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
