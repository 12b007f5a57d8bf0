package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.signature.Digests;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes the two checksums of a content while it is received. Used by one thread at a time. */
public final class Sums {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final MessageDigest md5 = Digests.newMd5();
  private final Crc64 crc64 = new Crc64();

  Sums add(Buffer chunk) {
    byte[] bytes = chunk.getBytes();
    md5.update(bytes);
    crc64.update(bytes);
    return this;
  }

  /** What was added, with its sums; nothing can be added afterwards. */
  Received of(Content content) {
    return new Received(content, HEX.formatHex(md5.digest()), crc64.text());
  }
}
