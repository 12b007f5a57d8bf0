package dev.stsbroker.cli.client.request;

/** Thrown when a command fails: one line for a person, and an exit code. */
public final class ClientException extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  private ClientException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What was typed, or set as a variable, is wrong. */
  public static ClientException usage(String message) {
    return new ClientException(Kind.USAGE, message);
  }

  /** It failed, and would again. */
  public static ClientException failed(String message) {
    return new ClientException(Kind.FAILED, message);
  }

  /** It failed, and may not when asked again. */
  static ClientException passing(String message) {
    return new ClientException(Kind.PASSING, message);
  }

  /** The broker has nothing yet, or did not answer in time. */
  public static ClientException notReady(String message) {
    return new ClientException(Kind.NOT_READY, message);
  }

  public int exitCode() {
    return kind.exitCode;
  }

  /** Whether it makes sense to ask again. */
  public boolean mayPass() {
    return kind == Kind.PASSING || kind == Kind.NOT_READY;
  }

  private enum Kind {
    USAGE(2),
    FAILED(1),
    PASSING(1),
    NOT_READY(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }
  }
}
