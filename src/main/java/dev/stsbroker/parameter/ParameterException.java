package dev.stsbroker.parameter;

/**
 * The values of a request are not those its profile takes. The message is one sentence for a person
 * that names the parameter and what was expected, never the value; there is no stack trace, since
 * it reports a request and not a fault of the program.
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
