package dev.stsbroker.cli;

import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * Reads a configuration and, if wanted, tries it at STS. It is done here and not in the command,
 * whose methods are looked at, with all they name, also for commands that need no server.
 *
 * @param file the configuration
 * @param online whether STS is asked
 * @param values of parameters, for what is tried at STS
 */
record ConfigCheck(Path file, boolean online, Map<String, String> values) {

  /** Prints what is found; the exit code. */
  int run(CommandLine command) throws Exception {
    Vertx vertx = Life.vertx();
    try {
      BrokerConfig settings = Life.await(ConfigFile.reader().load(vertx, file));
      print(settings, command.getOut());
      settings.faults().forEach(command.getErr()::println);
      int found = online ? OnlineReport.run(vertx, settings, values, command) : ExitCode.OK;
      return found == ExitCode.OK && !settings.faults().isEmpty() ? ExitCode.WRONG_USAGE : found;
    } finally {
      Life.await(vertx.close());
    }
  }

  private void print(BrokerConfig settings, PrintWriter out) {
    settings.warnings().stream()
        .filter(warning -> !settings.faults().contains(warning))
        .forEach(warning -> out.println("warning: " + warning));
    out.printf(
        "%s %s: %s, %s.%s%n",
        file,
        settings.faults().isEmpty() ? "is valid" : "has errors",
        count(settings.profiles().size(), "profile", "profiles"),
        count(settings.identities().size(), "identity", "identities"),
        online ? "" : " Not checked: whether STS accepts them (--online does).");
  }

  private static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
