package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.ClientException;
import dev.stsbroker.cli.client.request.ShellText;
import dev.stsbroker.cli.client.request.Terminal;

/** The work of a command, once its arguments have been read. */
interface Action {
  /** Does it, and prints all of its result or nothing. */
  void run(Arguments arguments, Terminal terminal) throws ClientException;

  /** Does it; the exit code. A failure is one line on standard error. */
  default int exitCode(Arguments arguments, Terminal terminal) {
    try {
      run(arguments, terminal);
    } catch (ClientException e) {
      terminal.err().println(ShellText.shown(String.valueOf(e.getMessage())));
      terminal.err().flush();
      return e.exitCode();
    }
    if (terminal.out().checkError()) {
      terminal.err().println("standard output: it could not all be written");
      terminal.err().flush();
      return 1;
    }
    return 0;
  }
}
