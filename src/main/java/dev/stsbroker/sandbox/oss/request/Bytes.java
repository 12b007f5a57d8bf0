package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Bytes that contents are made of, counted by how many contents use them: the last one to let go of
 * a file has it erased. Safe to use from any thread.
 */
public interface Bytes {
  /**
   * Reads some of them; blocks.
   *
   * @param offset of the first byte wanted
   * @param length how many, all of which there must be
   * @throws IOException if they cannot be read
   */
  Buffer read(long offset, int length) throws IOException;

  /** Counts one more user. */
  void retain();

  /** Counts one user less. */
  void release();

  /** Bytes in memory, which nobody has to let go of. */
  static Bytes of(Buffer buffer) {
    return new Bytes() {
      @Override
      public Buffer read(long offset, int length) {
        return buffer.getBuffer((int) offset, (int) offset + length);
      }

      @Override
      public void retain() {
        // The collector frees what nobody uses.
      }

      @Override
      public void release() {
        // The collector frees what nobody uses.
      }
    };
  }
}
