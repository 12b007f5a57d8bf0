package dev.stsbroker.cli.check;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates a configuration without starting anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Validates a configuration and the policies it names.",
    description = {
      "Reads the policies it names and the key, secret and token files of its identities too. Prints"
          + " every problem, and starts nothing. With --online it also asks STS who each identity is,"
          + " assumes each profile's role, and prints what would mend what fails."
    },
    footer = {
      "Examples:",
      "  sts-broker check",
      "  sts-broker check broker.yaml --online",
      "  sts-broker check broker.yaml --against http://127.0.0.1:7071",
      "",
      "Exit codes: 0 nothing is certainly wrong, 1 STS refuses it, 2 it is wrong, or a",
      "policy has a part that certainly does not work; with --strict also if there is a",
      "warning."
    })
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {"The configuration.", "Default: $STS_BROKER_CONFIG, else config/broker.yaml."})
  private @Nullable Path config;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same as --config FILE.")
  private @Nullable Path file;

  @Option(
      names = "--online",
      description = "Tries identities and profiles at STS; the sessions are not used or kept.")
  private boolean online;

  @Option(names = "--strict", description = "Makes warnings errors; so is a profile without guard.")
  private boolean strict;

  @Option(
      names = "--against",
      paramLabel = "FILE|URL",
      description = {
        "Also tells what a reload would change of what runs, and what that widens or breaks.",
        "What runs: a configuration, or the admin listener of a broker."
      })
  private @Nullable String against;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "With --online: a value for profiles that have a parameter of that name.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    if (file != null && config != null) {
      throw new ParameterException(
          spec.commandLine(), "two configurations: " + file + " and " + config);
    }
    Path named = file == null ? config : file;
    ConfigCheck check = new ConfigCheck(ConfigFile.choose(named), online, strict, against, values);
    return check.run(spec.commandLine());
  }
}
