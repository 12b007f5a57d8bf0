package dev.stsbroker.cli.check;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.plan.Outline;
import dev.stsbroker.plan.Outlines;
import dev.stsbroker.plan.Plan;
import dev.stsbroker.text.PlainText;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Prints what a reload would change, for {@code check --against}.
 *
 * @param running what runs now: a configuration file, or the URL of a broker's admin listener
 */
record AgainstReport(String running) {
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://.*");

  private static final String UNCOMPARED =
      "Not compared with it: callers' secrets but for their number, keys, external ids, source"
          + " identities and limits; a broker tells nobody of them.";

  /**
   * Prints each change, those that are worth a warning through {@code warnings}.
   *
   * @param next the configuration that would be read, from {@code file}
   */
  void tell(Vertx vertx, BrokerConfig next, Path file, Warnings warnings, CommandLine command)
      throws Exception {
    if (running.isBlank()) {
      throw new IllegalArgumentException(
          "--against: names nothing (expected: a configuration file, or the URL of a running"
              + " broker's admin listener)");
    }
    boolean broker = URL.matcher(running).matches();
    Outline before =
        broker
            ? VertxLifecycle.await(RunningBroker.at(running).outline(vertx))
            : outline(
                VertxLifecycle.await(ConfigFile.reader().load(vertx, Path.of(running))), running);
    ConfigDifference difference = Plan.between(before, outline(next, file.toString()));
    for (ConfigDifference.Line line : difference.lines()) {
      // Any process may answer in place of a broker, and the text is shown on a terminal.
      String shown = PlainText.escaped(line.toString(), Integer.MAX_VALUE);
      if (line.warns()) {
        warnings.tell(shown);
      } else {
        command.getOut().println("change: " + shown);
      }
    }
    command.getOut().println(summary(difference));
    if (broker) {
      command.getOut().println(UNCOMPARED);
    }
  }

  private static Outline outline(BrokerConfig config, String file) {
    return Outlines.of(config, Path.of(file).toAbsolutePath());
  }

  private String summary(ConfigDifference difference) {
    int changes = difference.lines().size();
    return changes == 0
        ? "A reload would change nothing of what " + running + " has."
        : "Against %s: %s, %d of them worth a warning."
            .formatted(
                running,
                changes == 1 ? "1 change" : changes + " changes",
                difference.warnings().size());
  }
}
