package dev.stsbroker.parameter;

import dev.stsbroker.text.PlainText;

/**
 * Thrown when a request's parameter values are not those that its profile accepts. The message is
 * one sentence for a person that names the parameter and what was expected, never the value; there
 * is no stack trace, because the fault is in the request and not in the program.
 */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1000;

  /** The message as a caller is told it; what it quotes may hold any characters. */
  public ParameterException(String message) {
    super(PlainText.escaped(message, LONGEST), null, false, false);
  }

  /** The message; never null. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
