package dev.stsbroker.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Validates a configuration without starting anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Validates a configuration and the policies it names, offline, and prints every problem.",
      "Exits with 0 if nothing is wrong, with 2 if serve would refuse it, or would start with a",
      "policy of which a part certainly does not work.",
      "With --online it also asks STS who each identity is and assumes each profile's role, says",
      "what would mend what fails, and exits with 1 if anything does."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Default: $STS_BROKER_CONFIG, else config/broker.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--online",
      description = "Tries identities and profiles at STS; the sessions are not used or kept.")
  private boolean online;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "With --online: a value for profiles that have a parameter of that name.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    ConfigCheck check = new ConfigCheck(ConfigFile.choose(config, "broker.yaml"), online, values);
    return check.run(spec.commandLine());
  }
}
