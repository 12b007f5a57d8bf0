package dev.stsbroker.cli;

import dev.stsbroker.app.CannotListenException;
import dev.stsbroker.cli.check.RunningBroker;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.policy.json.PolicyException;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what stopped a command into readable lines and an exit code; no stack traces for what
 * people can mend.
 */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    return tell(thrown, command.getErr());
  }

  /** Writes what stopped a command to {@code err}; the exit code. */
  static int tell(Exception thrown, PrintWriter err) {
    Throwable cause = thrown instanceof ExecutionException ? thrown.getCause() : thrown;
    if (cause instanceof ConfigException wrong) {
      wrong.problems().forEach(err::println);
      return ExitCode.WRONG_USAGE;
    }
    if (cause instanceof PolicyException wrong) {
      wrong.problems().forEach(err::println);
      return ExitCode.WRONG_USAGE;
    }
    if (cause instanceof CannotListenException || cause instanceof RunningBroker.Unreachable) {
      err.println(cause.getMessage());
      return ExitCode.FAILED;
    }
    if (cause instanceof IllegalArgumentException || cause instanceof ParameterException) {
      err.println(cause.getMessage());
      return ExitCode.WRONG_USAGE;
    }
    err.println("sts-broker failed inside, please report this:");
    thrown.printStackTrace(err);
    return ExitCode.FAILED;
  }
}
