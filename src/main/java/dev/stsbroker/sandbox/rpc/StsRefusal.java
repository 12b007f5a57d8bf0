package dev.stsbroker.sandbox.rpc;

/**
 * Thrown when the emulated STS refuses a call. Has no stack trace: it is an answer, not a fault of
 * the program.
 */
public final class StsRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String sentence;

  public StsRefusal(int status, String code, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The value of {@code Code}. */
  public String code() {
    return code;
  }

  /** The value of {@code Message}. */
  public String sentence() {
    return sentence;
  }
}
