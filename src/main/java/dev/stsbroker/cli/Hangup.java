package dev.stsbroker.cli;

/** SIGHUP: by custom, "read your configuration again". */
final class Hangup {
  private Hangup() {}

  /**
   * Runs {@code action} on every SIGHUP from now on; does nothing where there are no such signals.
   */
  static void calls(Runnable action) {
    Signals.on("HUP", action);
  }
}
