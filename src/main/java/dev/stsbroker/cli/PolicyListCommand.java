package dev.stsbroker.cli;

import dev.stsbroker.policy.Preset;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the presets. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description =
        "Lists the presets, the values each takes (? marks what may be left out), and use.")
final class PolicyListCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    for (String name : Preset.names()) {
      Preset preset = Preset.named(name).orElseThrow();
      spec.commandLine()
          .getOut()
          .printf("%-37s %-18s %s%n", name, parameters(preset), preset.description());
    }
  }

  static String parameters(Preset preset) {
    return preset.parameters().isEmpty()
        ? "-"
        : preset.parameters().stream()
            .map(one -> one.name() + (one.required() ? "" : "?"))
            .collect(Collectors.joining(" "));
  }
}
