package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.help.HelpCommand;
import dev.stsbroker.cli.run.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The policy commands. None of them asks STS or needs an account. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Lists, renders, lints and explains session and trust policies.",
    description = {
      "A session may do what both the role's own policies and its session policy allow. All of this"
          + " works offline and knows nothing of your account."
    },
    footer = {
      "From a preset to a policy of your own:",
      "  sts-broker policy list",
      "  sts-broker policy render oss-read-only --with bucket=my-bucket > my.json",
      "  sts-broker policy lint my.json",
      "  sts-broker policy explain my.json oss:GetObject acs:oss:*:*:my-bucket/a.csv"
    },
    subcommands = {
      PolicyListCommand.class,
      PolicyShowCommand.class,
      PolicyRenderCommand.class,
      PolicyLintCommand.class,
      PolicyExplainCommand.class,
      PolicyTrustCommand.class,
      HelpCommand.class
    })
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
