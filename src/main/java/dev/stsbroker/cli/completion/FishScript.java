package dev.stsbroker.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script for fish, which picocli has none for: a {@code complete} line for each word. */
final class FishScript {
  private final CommandLine program;
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();

  FishScript(CommandLine program) {
    this.program = program;
    this.name = program.getCommandName();
  }

  String text() {
    lines.add("complete -c " + name + " -f");
    add("", program);
    String known = paths.stream().map(FishScript::quoted).collect(Collectors.joining(" "));
    return """
        # Completion of %1$s for fish.

        # Prints the command that has been typed so far, such as: policy render
        function __%2$s_command
            set -l words (commandline -opc)
            set -e words[1]
            set -l command ''
            for word in $words
                switch "$command $word"
                    case %3$s
                        set command (string trim -- "$command $word")
                end
            end
            echo $command
        end

        function __%2$s_at
            set -l command (__%2$s_command)
            test "$command" = "$argv"
        end

        %4$s
        """
        .formatted(name, function(), known, String.join("\n", lines));
  }

  private String function() {
    return name.replace('-', '_');
  }

  private void add(String path, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> line(path, names(option) + value(option), option.description()));
    spec.positionalParameters().forEach(one -> line(path, argument(one), one.description()));
    for (Map.Entry<String, CommandLine> one : command.getSubcommands().entrySet()) {
      CommandSpec below = one.getValue().getCommandSpec();
      line(path, " -a " + one.getKey(), below.usageMessage().header());
      paths.add(path + " " + one.getKey());
      add((path + " " + one.getKey()).strip(), one.getValue());
    }
  }

  private void line(String path, String word, String[] description) {
    if (!word.isEmpty()) {
      String at = quoted("__" + function() + "_at " + path);
      String about = quoted(Word.about(description));
      lines.add("complete -c " + name + " -n " + at + word + " -d " + about);
    }
  }

  private static String names(OptionSpec option) {
    StringBuilder names = new StringBuilder();
    for (String one : option.names()) {
      names.append(one.startsWith("--") ? " -l " + one.substring(2) : " -s " + one.substring(1));
    }
    return names.toString();
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0
        ? ""
        : Word.of(option).file() ? " -r -F" : " -x" + argument(option);
  }

  /** What completes a value; empty if nothing is known of it. */
  private static String argument(ArgSpec argument) {
    Word word = Word.of(argument);
    if (word.file()) {
      return " -F";
    }
    return word.choices().isEmpty() ? "" : " -a " + quoted(String.join(" ", word.choices()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
