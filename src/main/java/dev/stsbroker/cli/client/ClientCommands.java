package dev.stsbroker.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientEnvironment;
import dev.stsbroker.cli.client.request.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the commands of this room without picocli, where their arguments are as expected. */
public final class ClientCommands {
  /** Ends the words for {@code exec}; the job's own follow. */
  static final String END = "--";

  private ClientCommands() {}

  /**
   * Runs {@code words} if they are a command of this room and as expected; the exit code. Empty for
   * everything else: picocli has the words for that.
   */
  public static OptionalInt run(String[] words) {
    Command command = words.length == 0 ? null : Command.named(words[0]);
    if (command == null) {
      return OptionalInt.empty();
    }
    List<String> own = own(command, Arrays.asList(words).subList(1, words.length));
    Arguments arguments = own == null ? null : Arguments.expected(own, command.options());
    if (arguments == null) {
      return OptionalInt.empty();
    }
    Terminal terminal =
        new Terminal(
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            new ClientEnvironment.OfProcess());
    return OptionalInt.of(command.action().exitCode(arguments, terminal));
  }

  private static @Nullable List<String> own(Command command, List<String> words) {
    if (command.ownsAll()) {
      return words;
    }
    int end = words.indexOf(END);
    return end < 0 || end == words.size() - 1 ? null : words.subList(0, end);
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), UTF_8));
  }

  /**
   * A command of this room.
   *
   * @param ownsAll whether all of its words are its own; else those before {@link #END}
   */
  private record Command(Action action, boolean ownsAll, Set<String> options) {
    static @Nullable Command named(String word) {
      return switch (word) {
        case "fetch" -> of(new Fetch(), true, Fetch.FORMAT);
        case "wait" -> of(new Wait(), true, Wait.TIMEOUT);
        case "exec" -> of(new Exec(), false, Arguments.PARAMETER);
        default -> null;
      };
    }

    private static Command of(Action action, boolean ownsAll, String own) {
      Set<String> options = new HashSet<>();
      options.addAll(
          List.of(Broker.URL, Broker.SECRET_FILE, Broker.OWNER, Arguments.PARAMETER, own));
      return new Command(action, ownsAll, options);
    }
  }
}
