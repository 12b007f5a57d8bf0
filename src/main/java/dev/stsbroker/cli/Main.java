package dev.stsbroker.cli;

import dev.stsbroker.app.Surroundings;
import dev.stsbroker.cli.client.ExecCommand;
import dev.stsbroker.cli.client.FetchCommand;
import dev.stsbroker.cli.client.WaitCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sts-broker} command. */
@Command(
    name = "sts-broker",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Assumes Alibaba Cloud RAM roles and serves the temporary credentials",
      "on localhost, always fresh, to any SDK that is pointed at it.%n"
    },
    footer = {
      "%nFirst minute, no account needed:",
      "  sts-broker sandbox",
      "  curl http://127.0.0.1:7070/credentials%n",
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
      PolicyCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Vert.x prefers java.util.logging unless told; one backend formats everything.
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    CommandLine commands =
        new CommandLine(new Main()).setExecutionExceptionHandler(new FailureReport());
    int exitCode = commands.execute(args);
    System.exit(exitCode);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The jar's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sts-broker " + Surroundings.packagedVersion()};
    }
  }
}
