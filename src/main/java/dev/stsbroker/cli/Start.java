package dev.stsbroker.cli;

import dev.stsbroker.cli.client.ClientCommands;
import java.util.OptionalInt;

/**
 * Where the process starts. A class of its own, because the JVM loads what {@link Main} is made of
 * as soon as it looks at it, also for a command that needs none of it.
 */
public final class Start {
  private Start() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    OptionalInt quick = ClientCommands.run(args);
    if (quick.isPresent()) {
      System.exit(quick.getAsInt());
    }
    Main.main(args);
  }
}
