package dev.stsbroker.sandbox.oss.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.signature.S3Scope;
import dev.stsbroker.sandbox.signature.Digests;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** The signatures of chunks, each of which covers the one before; the first is the request's. */
final class ChunkSignatures {
  private static final String NOTHING = Digests.sha256Hex(new byte[0]);

  private final SecretKeySpec key;
  private final S3Scope scope;
  private final MessageDigest hash = Digests.newDigest("SHA-256");
  private String before;

  ChunkSignatures(SecretKeySpec key, S3Scope scope) {
    this.key = key;
    this.scope = scope;
    this.before = scope.signature();
  }

  /** Goes on with the chunk. */
  public void update(byte[] bytes) {
    hash.update(bytes);
  }

  /** Ends the chunk; throws {@link OssRefusal} if this is not its signature. */
  void endChunk(String signature) {
    String own = HexFormat.of().formatHex(hash.digest());
    require(signature, String.join("\n", head("PAYLOAD"), NOTHING, own));
  }

  /** Throws {@link OssRefusal} if this is not the signature of what stands behind the chunks. */
  void endTrailers(String signature, String trailers) {
    String own = Digests.sha256Hex(trailers.getBytes(UTF_8));
    require(signature, String.join("\n", head("TRAILER"), own));
  }

  private String head(String kind) {
    return String.join("\n", S3Scope.SCHEME + "-" + kind, scope.time(), scope.text(), before);
  }

  private void require(String signature, String text) {
    String expected = Digests.hmacHex(key, text);
    if (!Digests.same(expected, signature)) {
      throw OssError.SIGNATURE
          .refusal()
          .with("SignatureProvided", signature)
          .with("StringToSign", text);
    }
    before = expected;
  }
}
