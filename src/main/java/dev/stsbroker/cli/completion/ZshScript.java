package dev.stsbroker.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script for zsh: a function for each command. picocli's own one for bash runs in zsh as well,
 * but sets an alias and an option there that other commands then have too.
 */
final class ZshScript {
  private final CommandLine program;
  private final String name;
  private final List<String> functions = new ArrayList<>();

  ZshScript(CommandLine program) {
    this.program = program;
    this.name = program.getCommandName();
  }

  String text() {
    add("_" + name, program);
    return """
        #compdef %1$s
        # Completion of %1$s for zsh.

        %2$s
        compdef _%1$s %1$s
        """
        .formatted(name, String.join("\n", functions));
  }

  private void add(String function, CommandLine command) {
    Map<String, CommandLine> below = command.getSubcommands();
    functions.add(below.isEmpty() ? leaf(function, command) : branch(function, command));
    below.forEach((word, one) -> add(function + "-" + word, one));
  }

  private static String leaf(String function, CommandLine command) {
    List<String> words = options(command);
    for (PositionalParamSpec one : command.getCommandSpec().positionalParameters()) {
      words.add(argument(one));
    }
    return "%s() {\n  _arguments%s\n}\n".formatted(function, arguments(words));
  }

  private static String branch(String function, CommandLine command) {
    List<String> words = options(command);
    words.add("'1:command:->command'");
    words.add("'*::argument:->argument'");
    StringBuilder described = new StringBuilder();
    StringBuilder called = new StringBuilder();
    command
        .getSubcommands()
        .forEach(
            (word, one) -> {
              String about = Word.about(one.getCommandSpec().usageMessage().header());
              described.append("\n        ").append(quoted(word + ":" + about));
              called.append("\n        %s) %s-%s ;;".formatted(word, function, word));
            });
    return """
        %s() {
          local curcontext="$curcontext" state line
          typeset -A opt_args
          _arguments -C%s
          case $state in
            command)
              local -a commands
              commands=(%s
              )
              _describe command commands
              ;;
            argument)
              case $words[1] in%s
              esac
              ;;
          esac
        }
        """
        .formatted(function, arguments(words), described, called);
  }

  private static String arguments(List<String> words) {
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(" \\\n    ").append(word));
    return text.toString();
  }

  private static List<String> options(CommandLine command) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        for (String one : option.names()) {
          words.add(option(option, one));
        }
      }
    }
    return words;
  }

  private static String option(OptionSpec option, String spelling) {
    boolean valued = option.arity().max() > 0;
    String again = option.isMultiValue() ? "*" : "(" + String.join(" ", option.names()) + ")";
    String about = Word.about(option.description()).replace("[", "\\[").replace("]", "\\]");
    return quoted(
        again
            + spelling
            + (valued && spelling.startsWith("--") ? "=" : "")
            + "["
            + about
            + "]"
            + (valued ? ":" + label(option) + ":" + value(option) : ""));
  }

  private static String argument(PositionalParamSpec one) {
    boolean many = one.index().isVariable() || one.arity().isVariable();
    int position = one.index().min() + 1;
    return quoted((many ? "*" : position) + ":" + label(one) + ":" + value(one));
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel().replace(":", "\\:");
  }

  private static String value(ArgSpec argument) {
    Word word = Word.of(argument);
    if (word.file()) {
      return "_files";
    }
    return word.choices().isEmpty() ? " " : "(" + String.join(" ", word.choices()) + ")";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
