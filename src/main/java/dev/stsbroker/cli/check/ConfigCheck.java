package dev.stsbroker.cli.check;

import dev.stsbroker.app.OfflineCheck;
import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.LoadedConfig;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Checks a configuration and, if wanted, tries it at STS. A class apart from the command, because
 * the JVM loads the types that a command's methods name, also for commands that need no server.
 *
 * @param file the configuration
 * @param online whether STS is asked
 * @param strict whether a warning is an error
 * @param against what runs now, to be compared with; null for nothing
 * @param values of parameters, for what is tried at STS
 */
record ConfigCheck(
    Path file,
    boolean online,
    boolean strict,
    @Nullable String against,
    Map<String, String> values) {

  /** Prints what is found; the exit code. */
  int run(CommandLine command) throws Exception {
    Vertx vertx = VertxLifecycle.vertx();
    try {
      LoadedConfig loaded = VertxLifecycle.await(ConfigFile.reader().loadWithLines(vertx, file));
      BrokerConfig settings = loaded.broker();
      Warnings warnings = new Warnings(strict, command);
      warnings.of(loaded);
      settings.faults().forEach(command.getErr()::println);
      if (against != null) {
        new AgainstReport(against).tell(vertx, settings, file, warnings, command);
      }
      int found =
          online ? tried(vertx, settings, warnings, command) : read(loaded, warnings, command);
      boolean wrong = !settings.faults().isEmpty() || warnings.failed();
      return found == ExitCode.OK && wrong ? ExitCode.WRONG_USAGE : found;
    } finally {
      VertxLifecycle.await(vertx.close());
    }
  }

  private int tried(Vertx vertx, BrokerConfig settings, Warnings warnings, CommandLine command)
      throws Exception {
    summary(settings, warnings, command.getOut(), "");
    return OnlineReport.run(vertx, settings, values, warnings, command);
  }

  /** What identities are read from is read as the broker would, and STS is not asked. */
  private int read(LoadedConfig loaded, Warnings warnings, CommandLine command) {
    OfflineCheck check = OfflineCheck.of(loaded, System::getenv, Instant.now());
    check.warnings().forEach(warnings::tell);
    if (!check.problems().isEmpty()) {
      check.problems().forEach(command.getErr()::println);
      return ExitCode.WRONG_USAGE;
    }
    String unread =
        check.unread().isEmpty()
            ? ""
            : ", nor whether there is anything behind " + String.join(", ", check.unread());
    summary(
        loaded.broker(),
        warnings,
        command.getOut(),
        " Not checked: whether STS accepts them" + unread + " (--online does).");
    return ExitCode.OK;
  }

  private void summary(
      BrokerConfig settings, Warnings warnings, PrintWriter out, String unchecked) {
    boolean wrong = !settings.faults().isEmpty() || warnings.failed();
    out.printf(
        "%s %s: %s, %s.%s%n",
        file,
        wrong ? "has errors" : "is valid",
        count(settings.profiles().size(), "profile", "profiles"),
        count(settings.identities().size(), "identity", "identities"),
        unchecked);
  }

  private static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
