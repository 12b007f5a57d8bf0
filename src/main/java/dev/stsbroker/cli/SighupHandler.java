package dev.stsbroker.cli;

import dev.stsbroker.text.OneLine;
import org.slf4j.Logger;

/** SIGHUP: by custom, "read your configuration again". */
final class SighupHandler {
  private static final Logger LOG = OneLine.named("serve");

  private SighupHandler() {}

  /**
   * Runs {@code action} on every SIGHUP from now on; does nothing where there are no such signals.
   */
  static void calls(Runnable action) {
    Signals.on(
        "HUP",
        () -> {
          LOG.atInfo().addKeyValue("reason", "SIGHUP").log("reloading");
          action.run();
        });
  }
}
