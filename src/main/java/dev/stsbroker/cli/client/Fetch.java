package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientException;
import dev.stsbroker.cli.client.request.Selection;
import dev.stsbroker.cli.client.request.Terminal;

/** Prints a credential in the form a tool reads. */
public final class Fetch implements Action {
  public static final String FORMAT = "--format";

  @Override
  public void run(Arguments arguments, Terminal terminal) throws ClientException {
    OutputFormat format = OutputFormat.named(arguments.option(FORMAT));
    Selection selection = Selection.of(arguments.profile(), arguments.parameters());
    Broker broker = Broker.named(arguments, terminal);
    terminal.out().print(format.print(broker.credentials(selection, terminal)));
  }
}
