package dev.stsbroker.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientException;
import dev.stsbroker.cli.client.request.Selection;
import dev.stsbroker.cli.client.request.Terminal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Hands the launcher the shell lines that point every SDK at a profile. The launcher evaluates them
 * and becomes the command: Java can not replace its own process, and a JVM that waits would have to
 * pass on every signal and take memory as long as the command runs.
 */
final class Exec implements Action {
  /** The first line and the last: what lacks one of them the launcher does not obey. */
  private static final String BEGIN = "# sts-broker environment\n";

  private static final String END = "# sts-broker end\n";

  /**
   * Set by the launcher for this process alone: where the lines go. That is not standard output,
   * which others in this process may write to as well.
   */
  private static final String LAUNCHED = "STS_BROKER_LAUNCHED";

  @Override
  public void run(Arguments arguments, Terminal terminal) throws ClientException {
    Selection selection = Selection.of(arguments.profile(), arguments.parameters());
    if (selection.profile() == null) {
      throw ClientException.usage("PROFILE is missing (expected: exec PROFILE -- COMMAND)");
    }
    String place = terminal.surroundings().variable(LAUNCHED);
    if (place == null) {
      throw ClientException.usage("exec is done by the launcher (expected: bin/sts-broker exec …)");
    }
    Broker broker = Broker.named(arguments, terminal);
    if (!broker.address().isHttp()) {
      throw ClientException.usage(
          "exec: SDKs can not ask a unix socket (expected: --url http://HOST:PORT)");
    }
    broker.credentials(selection, terminal);
    JobEnvironment environment = new JobEnvironment(broker, selection, terminal.surroundings());
    hand(BEGIN + environment.lines() + END, place);
  }

  private static void hand(String lines, String place) throws ClientException {
    try (OutputStream out = new FileOutputStream(place)) {
      out.write(lines.getBytes(UTF_8));
    } catch (IOException e) {
      throw ClientException.failed("exec: the launcher can not be handed the job's variables");
    }
  }
}
