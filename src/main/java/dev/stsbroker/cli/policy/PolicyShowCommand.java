package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.preset.Preset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a preset is made of. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Shows what a preset is for and why it has each action.",
    footer = {"Example:", "  sts-broker policy show oss-read-only"})
final class PolicyShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PRESET",
      completionCandidates = PolicyPreset.Names.class,
      description = "One that policy list names.")
  private String name = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration that has presets of its own.")
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    Preset preset =
        config == null
            ? PolicyPreset.named(name)
            : ConfiguredPolicy.load(config).preset(name).orElseGet(() -> PolicyPreset.named(name));
    show(preset, spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private static void show(Preset preset, PrintWriter out) {
    out.printf("%s%n  %s%n", preset.name(), preset.description());
    if (!preset.parameters().isEmpty()) {
      out.printf("%nvalues%n");
    }
    for (Preset.Parameter one : preset.parameters()) {
      out.printf("  %-9s%s%s%n", one.name(), one.required() ? "" : "optional; ", one.shape());
    }
    out.printf("%nactions%n");
    preset.reasons().forEach((action, reason) -> out.printf("  %-29s %s%n", action, reason));
  }
}
