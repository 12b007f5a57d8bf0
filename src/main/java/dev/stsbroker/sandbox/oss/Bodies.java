package dev.stsbroker.sandbox.oss;

import dev.stsbroker.sandbox.signature.Digests;
import java.util.Base64;

/** What must be true of a body before it is used. */
final class Bodies {
  /** The most that one request can bring. */
  static final int LARGEST_MIB = 16;

  private Bodies() {}

  /** Throws {@link OssRefusal} if there is a {@code Content-MD5} and it is another body's. */
  static void requireDigest(OssRequest request) {
    String sent = request.header("content-md5");
    byte[] digest = Digests.md5(request.body().getBytes());
    if (!sent.isEmpty() && !sent.equals(Base64.getEncoder().encodeToString(digest))) {
      throw OssError.INVALID_DIGEST.refusal().with("Content-MD5", sent);
    }
  }

  /** Throws {@link OssRefusal} for a header that asks for more than this OSS can do. */
  static void requireUnderstood(OssRequest request) {
    for (String name : StoredObject.NOT_UNDERSTOOD) {
      if (!request.header(name).isEmpty()) {
        throw OssError.NOT_IMPLEMENTED.refusal(name);
      }
    }
  }
}
