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
    description = {
      "Waits until a broker is there and every prefetched profile holds a",
      "credential, or until the one profile named can be served.%n"
    },
    footer = {
      "%nExample, before a job starts:",
      "  sts-broker wait --timeout 1m && exec my-job%n",
      "Exit codes: 0 ready, 1 it never will be, 2 wrong usage, 3 not in time."
    })
public final class WaitCommand extends ParsedCommand {
  @Parameters(arity = "0..1", paramLabel = "PROFILE", description = "Wait for this one alone.")
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
