package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A content that was received completely, with its checksums.
 *
 * @param content its bytes; who has it releases it, or keeps it in the store
 * @param md5 upper-case hex
 * @param crc64 as {@link Crc64} has it
 */
public record Received(Content content, String md5, String crc64) {
  private static final int CHUNK = 64 * 1024;

  public static Received of(Buffer buffer) {
    return new Sums().add(buffer).of(Content.of(buffer));
  }

  /**
   * Reads all of a content for its sums; blocks.
   *
   * @throws OssRefusal if it cannot be read
   */
  public static Received summed(Content content) {
    Sums sums = new Sums();
    try {
      long at = 0;
      while (at < content.length()) {
        Buffer chunk = content.read(at, CHUNK);
        sums.add(chunk);
        at += chunk.length();
      }
    } catch (IOException e) {
      throw OssError.STORAGE.refusal(String.valueOf(e.getMessage()));
    }
    return sums.of(content);
  }

  /** Throws {@link OssRefusal} if there is a {@code Content-MD5} and it is another content's. */
  public void requireDigest(OssRequest request) {
    String sent = request.header("content-md5");
    byte[] own = HexFormat.of().parseHex(md5);
    if (!sent.isEmpty() && !sent.equals(Base64.getEncoder().encodeToString(own))) {
      throw OssError.INVALID_DIGEST.refusal().with("Content-MD5", sent);
    }
  }
}
