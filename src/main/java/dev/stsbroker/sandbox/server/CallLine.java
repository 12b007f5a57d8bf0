package dev.stsbroker.sandbox.server;

/** A log line on a call: names and values. A value that is empty is left out with its name. */
public final class CallLine {
  private final StringBuilder text;

  /** Begins with the service that was called. */
  public CallLine(String service) {
    this.text = new StringBuilder(service);
  }

  public CallLine with(String name, Object value) {
    String shown = value.toString();
    if (!shown.isEmpty()) {
      text.append(' ').append(name).append('=').append(shown);
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
