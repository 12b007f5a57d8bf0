package dev.stsbroker.event;

/** A reload was not applied because the broker stops. It says nothing about the configuration. */
public final class StoppingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for whoever asked for the reload. */
  public StoppingException() {
    super(
        "the broker is stopping, so the configuration was not applied; the next start reads it",
        null,
        false,
        false);
  }
}
