package dev.stsbroker.parameter;

/**
 * Thrown when what the kernel tells of a caller cannot be filled in. The message is one sentence
 * for a person; there is no stack trace, because the fault is not in the program.
 */
public final class CallerValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message as the caller is told it. */
  public CallerValueException(String message) {
    super(message, null, false, false);
  }

  /** The message; never null. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
