package dev.stsbroker.sandbox.server;

/**
 * Thrown when a request's body is not accepted; says why. Has no stack trace: it is an answer, not
 * a fault of the program.
 */
public final class BodyProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** It is larger than any the request can need. */
    TOO_LARGE,
    /** It did not move for too long. */
    TOO_SLOW,
    /** Others fill the memory for bodies. */
    BUSY
  }

  private final Reason reason;

  BodyProblem(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
