package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientEnvironment;
import dev.stsbroker.cli.client.request.Terminal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * A command of this room as picocli knows it: the help, and the words for mistakes. What it does
 * lies in an {@link Action}, which the quick way shares.
 */
abstract class ParsedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli writes the fields; what was typed is read from its result.
  @Option(
      names = Broker.URL,
      paramLabel = "URL",
      description = {
        "Where the broker listens: http://HOST:PORT or unix:/PATH.",
        "Default: $STS_BROKER_URL, else http://127.0.0.1:7070."
      })
  @Nullable String url;

  @Option(
      names = Broker.SECRET_FILE,
      paramLabel = "FILE",
      description = {
        "A file of secrets of the profile, the first of which is sent.",
        "Default: $STS_BROKER_SECRET_FILE, else none."
      })
  @Nullable Path secretFile;

  @Option(
      names = Broker.OWNER,
      paramLabel = "UID",
      description = {
        "The user the broker runs as, by number: the secret is sent to no broker of"
            + " another user but root; any turns that off.",
        "Default: $STS_BROKER_UID, else your own user."
      })
  @Nullable String brokerUid;

  @Option(
      names = Arguments.PARAMETER,
      paramLabel = "NAME=VALUE",
      description = "A parameter that the profile takes; may be repeated.")
  List<String> parameters = List.of();

  /** The profile's name, if there is one. */
  abstract @Nullable String profile();

  /** What it does. */
  abstract Action action();

  @Override
  public final Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      options.put(option.longestName(), option.originalStringValues());
    }
    Terminal terminal =
        new Terminal(
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            new ClientEnvironment.OfProcess());
    return action().exitCode(new Arguments(profile(), options), terminal);
  }

  /** The jar's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String packaged = Version.class.getPackage().getImplementationVersion();
      return new String[] {"sts-broker " + (packaged == null ? "dev" : packaged)};
    }
  }
}
