package dev.stsbroker.sink;

import java.io.IOException;

/** Thrown when a file was not written; the file that was there before is unchanged. */
final class SinkException extends IOException {
  private static final long serialVersionUID = 1;

  private final SinkCause reason;
  private final boolean namesFolder;

  /** The message is free of secrets: the cause's own clause. */
  SinkException(SinkCause reason) {
    super(reason.sentence());
    this.reason = reason;
    this.namesFolder = false;
  }

  /**
   * The same of a folder that is named.
   *
   * @param what one clause, free of secrets, with the folder's path
   */
  SinkException(SinkCause reason, String what) {
    super(what);
    this.reason = reason;
    this.namesFolder = true;
  }

  /** Why, in one clause for people. */
  String sentence() {
    return String.valueOf(getMessage());
  }

  /** Whether the sentence has a folder's path, and so what was filled in there. */
  boolean namesFolder() {
    return namesFolder;
  }

  SinkCause reason() {
    return reason;
  }
}
