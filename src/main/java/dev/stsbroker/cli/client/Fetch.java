package dev.stsbroker.cli.client;

/** Prints a credential in the form a tool reads. */
final class Fetch implements Action {
  static final String FORMAT = "--format";

  @Override
  public void run(Arguments arguments, Terminal terminal) throws ClientException {
    OutputFormat format = OutputFormat.named(arguments.option(FORMAT));
    Selection selection = Selection.of(arguments.profile(), arguments.parameters());
    Broker broker = Broker.named(arguments, terminal);
    terminal.out().print(format.print(broker.credentials(selection, terminal)));
  }
}
