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

  static int run(Vertx vertx, BrokerConfig config, Map<String, String> values, CommandLine command)
      throws Exception {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    OnlineCheck.Output output =
        new OnlineCheck.Output(
            out::println,
            slow -> {
              err.println(slow + ": waiting for an answer ...");
              err.flush();
            });
    OnlineCheck check = new OnlineCheck(vertx, RuntimeEnvironment.real(vertx), output);
    int failed = VertxLifecycle.await(check.run(config, values));
    out.println(UNCHECKED);
    out.println(sentence(failed, config.faults().size()));
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static String sentence(int failed, int faults) {
    if (faults == 0) {
      return failed == 0 ? "Everything that was tried works." : failed + " failed.";
    }
    String errors = faults == 1 ? "1 error" : faults + " errors";
    return (failed == 0 ? "STS takes what was tried" : failed + " failed")
        + ", and the configuration has "
        + errors
        + ", told above.";
  }
}
