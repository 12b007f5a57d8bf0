package dev.stsbroker.cli;

import dev.stsbroker.cli.client.ClientCommands;
import java.util.OptionalInt;

/**
 * The main class. Apart from {@link Main}, because the JVM loads all types that {@link Main} names,
 * also for a command that needs none of them.
 */
public final class Start {
  private Start() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    OptionalInt quick = ClientCommands.run(args);
    if (quick.isEmpty()) {
      quick = Serving.run(args);
    }
    if (quick.isPresent()) {
      System.exit(quick.getAsInt());
    }
    Main.main(args);
  }
}
