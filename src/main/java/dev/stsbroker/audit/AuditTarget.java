package dev.stsbroker.audit;

import dev.stsbroker.sink.WriteFailure;
import java.io.IOException;

/** The place where lines are written. Used on one thread. Blocks. */
interface AuditTarget {
  /**
   * Writes a whole line, or nothing of it: what is left of a line that failed half way is taken
   * back, or completed when the same line is written again.
   */
  void write(byte[] line) throws IOException;

  /** Whether a line is written half, and is to be completed. */
  default boolean begun() {
    return false;
  }

  /** Opens the file anew for the next line. */
  default void reopen() {}

  /** What lies behind a failure. */
  WriteFailure failure(IOException failure);
}
