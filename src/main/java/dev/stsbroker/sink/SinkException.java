package dev.stsbroker.sink;

import java.io.IOException;

/** Thrown when a file was not written; the file that was there before is unchanged. */
final class SinkException extends IOException {
  private static final long serialVersionUID = 1;

  private final SinkCause reason;

  /** The message is free of secrets: the cause's own clause. */
  SinkException(SinkCause reason) {
    super(reason.sentence());
    this.reason = reason;
  }

  /**
   * The same with more to say.
   *
   * @param what one clause, free of secrets
   */
  SinkException(SinkCause reason, String what) {
    super(what);
    this.reason = reason;
  }

  /** Why, in one clause for people. */
  String sentence() {
    return String.valueOf(getMessage());
  }

  SinkCause reason() {
    return reason;
  }
}
