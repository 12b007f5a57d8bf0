package dev.stsbroker.cli;

import dev.stsbroker.cli.run.Version;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the broker. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Runs the broker until it is told to stop.",
    description = {
      "SIGTERM and Ctrl-C stop it: requests under way finish. SIGHUP has it read its configuration"
          + " again."
    },
    footer = {
      "Example:",
      "  sts-broker serve --config /etc/sts-broker/broker.yaml",
      "",
      "Exit codes: 0 stopped, 1 a port is taken, 2 wrong usage or configuration."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {"The configuration.", "Default: $STS_BROKER_CONFIG, else config/broker.yaml."})
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    return Serving.untilStopped(config);
  }
}
