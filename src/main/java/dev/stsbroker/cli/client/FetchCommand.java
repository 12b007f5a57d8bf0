package dev.stsbroker.cli.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a credential. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    versionProvider = ParsedCommand.Version.class,
    header = "Prints a credential of a running broker.",
    description = {
      "It is printed whole or not at all, in one of these forms:",
      "  json    what brokers serve",
      "  aliyun  for \"mode\": \"External\" of the aliyun CLI and the SDKs",
      "  oss     for the process providers of OSS Go, ossfs and ossutil",
      "  aws     for credential_process of AWS SDKs",
      "  env     lines for a shell"
    },
    footer = {
      "Examples:",
      "  sts-broker fetch my-bucket-reader --format aliyun",
      "  lines=$(sts-broker fetch my-bucket-reader --format env) && eval \"$lines\"",
      "",
      "Exit codes: 0 ok, 1 it failed, 2 wrong usage, 3 no credential yet."
    })
public final class FetchCommand extends ParsedCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "Whose credential; default: the broker's default profile.")
  private @Nullable String profile;

  @Option(
      names = Fetch.FORMAT,
      paramLabel = "FORMAT",
      completionCandidates = OutputFormat.Names.class,
      description = "One of the forms above; default: json.")
  @Nullable String format;

  @Override
  public @Nullable String profile() {
    return profile;
  }

  @Override
  Action action() {
    return new Fetch();
  }
}
