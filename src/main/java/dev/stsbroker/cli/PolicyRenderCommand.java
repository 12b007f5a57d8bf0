package dev.stsbroker.cli;

import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.Preset;
import dev.stsbroker.policy.SessionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a preset's document for given values. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Prints the document a preset makes of your values, and on standard error its size.",
      "Exits with 2 and a line per problem if a value is missing, unknown or could widen it."
    },
    footer = {
      "%nExample:",
      "  sts-broker policy render oss-read-only --with bucket=my-bucket --with prefix=reports/"
    })
final class PolicyRenderCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PRESET",
      converter = PolicyPreset.class,
      completionCandidates = PolicyPreset.Names.class,
      description = "One that policy list names.")
  private @Nullable Preset preset;

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A value the preset takes, as under policy.with in the configuration.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(names = "--minified", description = "On one line, exactly as it is sent to STS.")
  private boolean minified;

  @Override
  public void run() {
    if (preset == null) {
      return;
    }
    PolicyDocument document = preset.render(values);
    SessionPolicy policy = SessionPolicy.of(document);
    spec.commandLine().getOut().println(minified ? policy.text() : document.pretty());
    spec.commandLine()
        .getErr()
        .printf("%d of %d bytes minified%n", policy.sizeInBytes(), SessionPolicy.MAX_BYTES);
  }
}
