package dev.stsbroker.sandbox.fault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The body of an answer, which may be larger than the memory. */
public interface AnswerBody {
  /** Its length in bytes. */
  long length();

  /**
   * Some of it, at least one byte.
   *
   * @param from where to begin, before the end
   * @param most bytes wanted
   */
  Future<Buffer> read(long from, int most);

  /** A body in memory. */
  static AnswerBody of(Buffer whole) {
    return new AnswerBody() {
      @Override
      public long length() {
        return whole.length();
      }

      @Override
      public Future<Buffer> read(long from, int most) {
        int first = (int) from;
        return Future.succeededFuture(
            whole.getBuffer(first, Math.min(whole.length(), first + most)));
      }
    };
  }
}
