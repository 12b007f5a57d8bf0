package dev.stsbroker.sandbox.oss.request;

import io.vertx.core.buffer.Buffer;

/** Extracts an object's content from the body of one request. Used by one thread at a time. */
public interface Payload {
  /**
   * The content in the next bytes of the body; never more than there are.
   *
   * @throws OssRefusal if they are not what was signed, or malformed
   */
  Buffer decoded(Buffer piece);

  /**
   * Ends it.
   *
   * @throws OssRefusal if some of it is missing, or it is not what its sums say
   */
  void end();

  /** A body that is the content, and that nothing is said of. */
  static Payload plain() {
    return new Payload() {
      @Override
      public Buffer decoded(Buffer piece) {
        return piece;
      }

      @Override
      public void end() {
        // Nothing is said of it.
      }
    };
  }
}
