package dev.stsbroker.cli.check;

import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.http.ListenAddress;
import picocli.CommandLine;

/** Prints the warnings about a configuration; with {@code --strict} they count as errors. */
final class Warnings {
  private final boolean strict;
  private final CommandLine command;
  private int told;

  /**
   * @param strict whether a warning is an error
   */
  Warnings(boolean strict, CommandLine command) {
    this.strict = strict;
    this.command = command;
  }

  /** Prints one: as a problem, if it is an error. */
  void tell(String warning) {
    told++;
    if (strict) {
      command.getErr().println(warning);
    } else {
      command.getOut().println("warning: " + warning);
    }
  }

  /**
   * Prints those of a configuration; if they are errors, also for whom there is no guard, which is
   * how most brokers run that have a pod or a machine of their own.
   */
  void of(LoadedConfig loaded) {
    BrokerConfig settings = loaded.broker();
    settings.warnings().stream()
        .filter(warning -> !settings.faults().contains(warning))
        .forEach(this::tell);
    boolean sockets =
        settings.http().listen().stream().map(ListenAddress::socket).allMatch(it -> it != null);
    if (strict && !sockets) {
      settings.profiles().stream()
          .map(profile -> profile.name())
          .filter(name -> !settings.secrets().containsKey(name))
          .filter(name -> !settings.users().containsKey(name))
          .map(
              name ->
                  loaded.lines().of("profiles", name)
                      + ": profiles."
                      + name
                      + ".access: left out, as is defaultAccess, so every local process may have it"
                      + " (expected: uids, users, gids, groups or secretFile; or defaultAccess; or"
                      + " listen with unix sockets alone)")
          .forEach(this::tell);
    }
  }

  /** Takes note of {@code more} that were printed elsewhere. */
  void count(int more) {
    told += more;
  }

  /** How many of those printed are errors. */
  int errors() {
    return strict ? told : 0;
  }

  /** Whether any was printed that is an error. */
  boolean failed() {
    return strict && told > 0;
  }
}
