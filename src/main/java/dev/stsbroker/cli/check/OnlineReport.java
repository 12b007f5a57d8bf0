package dev.stsbroker.cli.check;

import dev.stsbroker.app.OnlineCheck;
import dev.stsbroker.app.RuntimeEnvironment;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Prints what trying a configuration at STS led to: findings as they come, what is slow aside. */
final class OnlineReport {
  private static final String UNCHECKED =
      "Not checked: whether the roles' own policies allow what jobs do, whether buckets, tables and"
          + " instances exist, and rights granted inside MaxCompute, Hologres and DLF.";

  private OnlineReport() {}

  static int run(
      Vertx vertx,
      BrokerConfig config,
      Map<String, String> values,
      Warnings warnings,
      CommandLine command)
      throws Exception {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    OnlineCheck check =
        new OnlineCheck(
            vertx,
            RuntimeEnvironment.real(vertx),
            out::println,
            slow -> {
              err.println(slow + ": waiting for an answer ...");
              err.flush();
            });
    int failed = VertxLifecycle.await(check.run(config, values));
    warnings.count(check.warnings());
    out.println(UNCHECKED);
    out.println(sentence(failed, config.faults().size(), warnings.errors()));
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * How it ends.
   *
   * @param faults what is certainly wrong with the configuration
   * @param warnings what {@code --strict} makes errors
   */
  private static String sentence(int failed, int faults, int warnings) {
    String tried = failed + " failed";
    if (faults + warnings == 0) {
      return failed == 0 ? "Everything that was tried works." : tried + ".";
    }
    int all = faults + warnings;
    String errors = all == 1 ? "1 error" : all + " errors";
    return (failed == 0 ? "STS takes what was tried" : tried)
        + (warnings == 0
            ? ", and the configuration has " + errors
            : ", and --strict counts " + errors)
        + ", told above.";
  }
}
