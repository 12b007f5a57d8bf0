package dev.stsbroker.parameter;

/**
 * Thrown when a request's parameter values are not those that its profile accepts. The message is
 * one sentence for a person that names the parameter and what was expected, never the value; there
 * is no stack trace, because the fault is in the request and not in the program.
 */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message as a caller is told it. */
  public ParameterException(String message) {
    super(message, null, false, false);
  }

  /** The message; never null. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
