package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.preset.Preset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the presets. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Lists the presets and the values that each takes.",
    description = "A value whose name ends in ? may be left out.")
final class PolicyListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration whose own presets are listed as well.")
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    Preset.names().forEach(name -> print(Preset.named(name).orElseThrow()));
    if (config != null) {
      ConfiguredPolicy.load(config).presets().forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void print(Preset preset) {
    spec.commandLine()
        .getOut()
        .printf("%-37s %-18s %s%n", preset.name(), parameters(preset), preset.description());
  }

  static String parameters(Preset preset) {
    return preset.parameters().isEmpty()
        ? "-"
        : preset.parameters().stream()
            .map(one -> one.name() + (one.required() ? "" : "?"))
            .collect(Collectors.joining(" "));
  }
}
