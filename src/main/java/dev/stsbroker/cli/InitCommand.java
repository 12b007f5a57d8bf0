package dev.stsbroker.cli;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.cli.starter.IdentityKind;
import dev.stsbroker.cli.starter.Starter;
import dev.stsbroker.cli.starter.StarterFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a configuration to start from. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Writes a configuration to start from.",
    description = {
      "It has one profile, whose sessions may read one bucket, and comments on what else there is. It"
          + " asks nothing: what no option says stands in the file as replace-me. No file is ever"
          + " replaced."
    },
    footer = {
      "Examples:",
      "  sts-broker init --role acs:ram::1234567890123456:role/oss-admin --bucket b-1",
      "  sts-broker init --identity accessKeyFile",
      "",
      "Exit codes: 0 written, 1 there is such a file or it cannot be written,",
      "2 wrong usage."
    })
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--role", paramLabel = "ARN", description = "The role that sessions are of.")
  private @Nullable String role;

  @Option(
      names = "--identity",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      defaultValue = "auto",
      description = {
        "What the broker signs with: ${COMPLETION-CANDIDATES}.",
        "Default: auto, the first of environment, oidc and ecsRamRole that is there."
      })
  private String identity = "auto";

  @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket that may be read.")
  private @Nullable String bucket;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {"The file to write.", "Default: $STS_BROKER_CONFIG, else config/broker.yaml."})
  private @Nullable Path config;

  /** The identities' kinds, to complete from. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return IdentityKind.words().iterator();
    }
  }

  @Override
  public Integer call() {
    Path file = config == null ? ConfigFile.future() : config;
    Starter starter = new Starter(role, IdentityKind.named(identity), bucket);
    StarterFiles files = new StarterFiles(starter, file);
    PrintWriter err = spec.commandLine().getErr();
    try {
      files.write();
    } catch (FileAlreadyExistsException e) {
      err.println(e.getFile() + ": exists, and is left as it is (expected: --config FILE)");
      return ExitCode.FAILED;
    } catch (IOException e) {
      err.println(file + ": cannot be written (" + e.getMessage() + ")");
      return ExitCode.FAILED;
    }
    print(file, files.next(config != null));
    return ExitCode.OK;
  }

  private void print(Path file, List<String> steps) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(file + " is written. Next:");
    for (int i = 0; i < steps.size(); i++) {
      out.printf("  %d. %s%n", i + 1, steps.get(i));
    }
    out.flush();
  }
}
