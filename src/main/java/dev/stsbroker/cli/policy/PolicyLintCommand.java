package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with policy files. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Prints what is wrong with policy files.",
    description = {
      "A line for each finding, wrong or most likely not meant: grammar, misspelt actions, ARNs that"
          + " name nothing, statements that never match, whole-account grants, size. Knows the"
          + " actions of oss, ots, dlf, odps, hologram and sts.",
      "Exits with 0 if there is no error (warnings and notes may be), with 1 if there is."
    },
    footer = {
      "Examples:",
      "  sts-broker policy lint my.json other.json",
      "  sts-broker policy render oss-list-buckets | sts-broker policy lint -"
    })
final class PolicyLintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The policies; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--trust", description = "Takes them for trust policies of roles.")
  private boolean trust;

  @Override
  public Integer call() {
    boolean failed = false;
    for (Path file : files) {
      String text = PolicyFile.text(file);
      for (PolicyFinding finding : trust ? Linter.lintTrust(text) : Linter.lint(text)) {
        spec.commandLine().getOut().println(file + ": " + finding);
        failed |= finding.severity() == Severity.ERROR;
      }
    }
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }
}
