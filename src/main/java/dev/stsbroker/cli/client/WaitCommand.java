package dev.stsbroker.cli.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a broker. */
@Command(
    name = "wait",
    mixinStandardHelpOptions = true,
    versionProvider = ParsedCommand.Version.class,
    header = "Waits until a running broker can serve.",
    description = {
      "It waits until a broker is there and every prefetched profile holds a credential, or until the"
          + " one profile that is named can be served."
    },
    footer = {
      "Example, before a job starts:",
      "  sts-broker wait --timeout 1m && exec my-job",
      "",
      "Exit codes: 0 ready, 1 no such profile, 2 wrong usage, 3 not in time."
    })
public final class WaitCommand extends ParsedCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "The profile to wait for; default: all.")
  private @Nullable String profile;

  @Option(
      names = Wait.TIMEOUT,
      paramLabel = "DURATION",
      description = "How long to wait, such as 30s (default), 5m or 1h; 0s asks once.")
  @Nullable String timeout;

  @Override
  @Nullable String profile() {
    return profile;
  }

  @Override
  Action action() {
    return new Wait();
  }
}
