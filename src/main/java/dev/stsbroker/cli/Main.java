package dev.stsbroker.cli;

import dev.stsbroker.cli.check.CheckCommand;
import dev.stsbroker.cli.client.ExecCommand;
import dev.stsbroker.cli.client.FetchCommand;
import dev.stsbroker.cli.client.WaitCommand;
import dev.stsbroker.cli.help.HelpCommand;
import dev.stsbroker.cli.help.HelpPage;
import dev.stsbroker.cli.help.UsageReport;
import dev.stsbroker.cli.policy.PolicyCommand;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.text.OneLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sts-broker} command. */
@Command(
    name = "sts-broker",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Serves temporary credentials of Alibaba Cloud's RAM roles on localhost.",
    description = {
      "It assumes the roles through STS, narrows each session with a policy and keeps it fresh, for"
          + " any SDK that is pointed at it."
    },
    footer = {
      "First minute, no account needed:",
      "  sts-broker sandbox",
      "  curl http://127.0.0.1:7070/credentials",
      "",
      "With your account:",
      "  sts-broker init --role acs:ram::1234567890123456:role/oss-admin --bucket b-1",
      "  sts-broker check --online",
      "  sts-broker serve",
      "",
      "Exit codes: 0 ok, 1 it failed, 2 wrong usage or wrong configuration,",
      "3 not ready in time."
    },
    subcommands = {
      ServeCommand.class,
      SandboxCommand.class,
      CheckCommand.class,
      FetchCommand.class,
      WaitCommand.class,
      ExecCommand.class,
      PolicyCommand.class,
      InitCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
      VersionCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    OneLine.takeVertxLines();
    System.exit(commands().execute(args));
  }

  /** Every command, and how help, wrong usage and failures look. */
  public static CommandLine commands() {
    CommandLine commands = new CommandLine(new Main());
    HelpPage.layOut(commands);
    return commands
        .setParameterExceptionHandler(new UsageReport())
        .setExecutionExceptionHandler(new FailureReport());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
