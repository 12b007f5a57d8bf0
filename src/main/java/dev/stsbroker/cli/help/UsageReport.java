package dev.stsbroker.cli.help;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the words of a command, and in another where help is. */
public final class UsageReport implements IParameterExceptionHandler {
  /** What commands of this kind are called elsewhere. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "run", "serve",
          "start", "serve",
          "server", "serve",
          "validate", "check",
          "verify", "check",
          "test", "check",
          "get", "fetch",
          "new", "init",
          "run-job", "exec");

  private static final String CONFIG = "--config";

  @Override
  public int handleParseException(ParameterException wrong, String[] words) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(sentence(wrong));
    if (missesCommand(wrong)) {
      command.usage(err, command.getColorScheme());
    } else {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** A person who typed the program's name alone is shown the commands there are. */
  private static boolean missesCommand(ParameterException wrong) {
    return !wrong.getCommandLine().getSubcommands().isEmpty()
        && !(wrong instanceof UnmatchedArgumentException)
        && !(wrong instanceof MissingParameterException);
  }

  private static String sentence(ParameterException wrong) {
    String said = String.valueOf(wrong.getMessage());
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return said;
    }
    if (unmatched.isUnknownOption()) {
      List<String> near = unmatched.getSuggestions();
      return near.isEmpty() ? said : said + " (did you mean " + String.join(" or ", near) + "?)";
    }
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    String word = unmatched.getUnmatched().get(0);
    return command.subcommands().isEmpty()
        ? said + meantAsConfig(command, word)
        : unknown(command, word, meant(command, unmatched));
  }

  private static String meantAsConfig(CommandSpec command, String word) {
    boolean file = word.matches(".*\\.(ya?ml|json)") || Files.isRegularFile(Path.of(word));
    return file && command.findOption(CONFIG) != null
        ? " (expected: " + CONFIG + " " + word + ")"
        : "";
  }

  private static String unknown(CommandSpec command, String word, Optional<String> meant) {
    String names = String.join(", ", new TreeSet<>(command.subcommands().keySet()));
    return "Unknown command: "
        + word
        + meant
            .map(name -> " (did you mean " + name + "?)")
            .orElse(" (expected one of: " + names + ")");
  }

  private static Optional<String> meant(CommandSpec command, UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().get(0);
    String elsewhere = ELSEWHERE.getOrDefault(word, "");
    if (command.subcommands().containsKey(elsewhere)) {
      return Optional.of(elsewhere);
    }
    Optional<String> deeper =
        command.subcommands().entrySet().stream()
            .filter(one -> one.getValue().getSubcommands().containsKey(word))
            .map(one -> one.getKey() + " " + word)
            .findFirst();
    return deeper.isPresent() ? deeper : similar(command, unmatched);
  }

  /** picocli finds words that look alike; people get the first letter right. */
  private static Optional<String> similar(
      CommandSpec command, UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().get(0);
    return unmatched.getSuggestions().stream()
        .map(suggestion -> suggestion.substring(suggestion.lastIndexOf(' ') + 1))
        .filter(name -> command.subcommands().containsKey(name))
        .filter(name -> name.startsWith(word.substring(0, 1)))
        .findFirst();
  }
}
