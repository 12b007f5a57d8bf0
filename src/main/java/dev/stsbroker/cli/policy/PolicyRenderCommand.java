package dev.stsbroker.cli.policy;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.preset.Preset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the document of a preset for given values, or of a configured profile. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Prints the document that a preset or a profile makes.",
    description = {
      "The document is made of a preset and your values, or it is the one that a configured profile's"
          + " session has. Its size is printed on standard error.",
      "Exits with 2 and a line per problem if a value is missing, unknown or could widen it."
    },
    footer = {
      "Examples:",
      "  sts-broker policy render oss-read-only --with bucket=my-bucket",
      "  sts-broker policy render job-scratch --config broker.yaml --param job=etl-42"
    })
final class PolicyRenderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = PolicyPreset.Names.class,
      description = {
        "A profile or preset of the configuration, or a preset that ships with the broker.",
        "Without --config the latter come first."
      })
  private String name = "";

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A value the preset takes, as under policy.with in the configuration.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A value the profile takes, as jobs supply it in a request.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Where profiles are.",
        "Default: $STS_BROKER_CONFIG, else config/broker.yaml, if it is there."
      })
  private @Nullable Path config;

  @Option(names = "--minified", description = "On one line, exactly as it is sent to STS.")
  private boolean minified;

  @Override
  public Integer call() throws Exception {
    Optional<Preset> shipped = Preset.named(name);
    if (config == null && shipped.isPresent()) {
      print(SessionPolicy.of(shipped.get().render(values)));
      return ExitCode.OK;
    }
    if (!ConfiguredPolicy.exists(config)) {
      throw new IllegalArgumentException(PolicyPreset.unknown(name));
    }
    ConfiguredPolicy configured = ConfiguredPolicy.load(config);
    Optional<Profile> profile = configured.profile(name);
    Optional<Preset> preset = configured.preset(name);
    if (profile.isPresent()) {
      render(profile.get());
    } else if (preset.isPresent()) {
      print(SessionPolicy.of(preset.get().render(values)));
    } else {
      throw new IllegalArgumentException(
          PolicyPreset.unknown(name) + ", nor is a profile of " + configured.file());
    }
    return ExitCode.OK;
  }

  private void render(Profile profile) {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(name + " is a profile (expected: --param, not --with)");
    }
    ConfiguredPolicy.policy(profile, parameters)
        .ifPresentOrElse(
            this::print,
            () ->
                spec.commandLine()
                    .getErr()
                    .println("profile " + name + " has no policy: the whole role"));
  }

  private void print(SessionPolicy policy) {
    String text = minified ? policy.text() : PolicyDocument.parse(policy.text()).pretty();
    spec.commandLine().getOut().println(text);
    spec.commandLine()
        .getErr()
        .printf("%d of %d bytes minified%n", policy.sizeInBytes(), SessionPolicy.MAX_BYTES);
  }
}
