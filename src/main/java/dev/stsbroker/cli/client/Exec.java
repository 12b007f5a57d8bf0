package dev.stsbroker.cli.client;

/**
 * Prints the shell lines that point every SDK at a profile. The launcher evaluates them and becomes
 * the command: Java can not replace its own process, and a JVM that waits would have to pass on
 * every signal and take memory as long as the command runs.
 */
final class Exec implements Action {
  /** The first line, by which the launcher tells these lines from help. */
  private static final String MARK = "# sts-broker environment\n";

  /** The last line, without which the lines are not whole. */
  private static final String END = "# end of sts-broker environment\n";

  /** Set by the launcher for this process alone. */
  private static final String LAUNCHED = "STS_BROKER_LAUNCHED";

  @Override
  public void run(Arguments arguments, Terminal terminal) throws ClientException {
    Selection selection = Selection.of(arguments.profile(), arguments.parameters());
    if (selection.profile() == null) {
      throw ClientException.usage("PROFILE is missing (expected: exec PROFILE -- COMMAND)");
    }
    if (terminal.surroundings().variable(LAUNCHED) == null) {
      throw ClientException.usage("exec is done by the launcher (expected: bin/sts-broker exec …)");
    }
    Broker broker = Broker.named(arguments, terminal);
    if (!broker.address().isHttp()) {
      throw ClientException.usage(
          "exec: SDKs can not ask a unix socket (expected: --url http://HOST:PORT)");
    }
    broker.credentials(selection, terminal);
    JobEnvironment environment = new JobEnvironment(broker, selection, terminal.surroundings());
    terminal.out().print(MARK + environment.lines() + END);
  }
}
