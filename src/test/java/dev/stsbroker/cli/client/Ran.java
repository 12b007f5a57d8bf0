package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientEnvironment;
import dev.stsbroker.cli.client.request.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command did.
 *
 * @param exitCode of the command
 * @param out what it printed
 * @param err what it complained of
 */
record Ran(int exitCode, String out, String err) {
  private static final Set<String> OPTIONS =
      Set.of(
          Broker.URL,
          Broker.SECRET_FILE,
          Broker.OWNER,
          Arguments.PARAMETER,
          Fetch.FORMAT,
          Wait.TIMEOUT);

  /** Runs {@code action} with these words, in real time, and no variables. */
  static Ran of(Action action, String... words) {
    return of(action, Map.of(), words);
  }

  /** Likewise, with variables. */
  static Ran of(Action action, Map<String, String> variables, String... words) {
    return of(action, new Around(variables, 0), words);
  }

  /** Likewise, in other surroundings. */
  static Ran of(Action action, ClientEnvironment surroundings, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), surroundings);
    Arguments arguments =
        Objects.requireNonNull(Arguments.expected(List.of(words), OPTIONS), "unexpected");
    int exitCode = action.exitCode(arguments, terminal);
    return new Ran(exitCode, out.toString(), err.toString());
  }

  /** Real time, sped up by {@code leap} nanoseconds with every look at the clock. */
  static final class Around implements ClientEnvironment {
    private final Map<String, String> variables;
    private final long leap;
    private long leapt;

    Around(Map<String, String> variables, long leap) {
      this.variables = new HashMap<>(variables);
      this.leap = leap;
    }

    @Override
    public @Nullable String variable(String name) {
      return variables.get(name);
    }

    @Override
    public long nanoTime() {
      leapt += leap;
      return System.nanoTime() + leapt;
    }
  }
}
