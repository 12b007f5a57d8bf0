package dev.stsbroker.cli.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a job that uses the broker. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    versionProvider = ParsedCommand.Version.class,
    header = "Runs a command whose SDKs get their credentials from the broker.",
    customSynopsis = {
      "sts-broker exec [-hV] [--url=URL] [--secret-file=FILE]",
      "                       [--broker-uid=UID] [--param=NAME=VALUE]...",
      "                       PROFILE -- COMMAND..."
    },
    description = {
      "It sets the variables that point SDKs to the broker, and unsets those that would come first"
          + " (keys, profiles, HTTP_PROXY). The command then takes the place of this one: signals,"
          + " streams and exit code are its own."
    },
    footer = {
      "Example:",
      "  sts-broker exec my-bucket-reader -- python3 job.py",
      "",
      "Exit codes: the command's; before it runs 1 it failed, 2 wrong usage,",
      "3 no credential yet, 126 it cannot be run, 127 there is none such."
    })
public final class ExecCommand extends ParsedCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "PROFILE", description = "Whose credentials it gets.")
  private @Nullable String profile;

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "The job, after --.")
  private List<String> command = List.of();

  @Override
  @Nullable String profile() {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    int end = words.indexOf(ClientCommands.END);
    if (end < 0 || end != words.size() - 1 - command.size() || command.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the command is missing (expected: exec PROFILE -- COMMAND)");
    }
    return profile;
  }

  @Override
  Action action() {
    return new Exec();
  }
}
