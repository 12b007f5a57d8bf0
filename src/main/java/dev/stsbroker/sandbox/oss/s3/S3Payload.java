package dev.stsbroker.sandbox.oss.s3;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Payload;
import dev.stsbroker.sandbox.oss.signature.S3Scope;
import dev.stsbroker.sandbox.oss.signature.SignatureS3;
import dev.stsbroker.sandbox.signature.Digests;
import dev.stsbroker.secret.Secret;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content that S3's clients send as it is, with its hash in what they sign, sums in headers, or
 * none of them.
 */
public final class S3Payload implements Payload {
  /** The content encoding of {@link AwsChunks}. */
  static final String CHUNKED = "aws-chunked";

  private static final String STREAMING = "STREAMING-";
  private static final String CHECKSUM = "x-amz-checksum-";

  private final List<S3Checksum> sums;
  private final @Nullable MessageDigest hash;
  private final String signedHash;

  private S3Payload(List<S3Checksum> sums, String signedHash) {
    this.sums = sums;
    this.hash = signedHash.equals(S3Scope.UNSIGNED) ? null : Digests.newDigest("SHA-256");
    this.signedHash = signedHash;
  }

  /**
   * How a request says that its content stands in its body.
   *
   * @param request in S3's words, with a signature that is right
   * @param secret what it is signed with
   * @param summed whether sums in its headers are of its body
   * @throws OssRefusal if it says it in a way that S3 does not have
   */
  public static Payload of(OssRequest request, Secret secret, boolean summed) {
    S3Scope scope = S3Scope.of(request);
    List<S3Checksum> sums = summed ? sums(request) : List.of();
    if (scope.payloadHash().startsWith(STREAMING)) {
      return AwsChunks.of(request, SignatureS3.key(secret, scope), scope, sums);
    }
    if (request.header("content-encoding").toLowerCase(Locale.ROOT).contains(CHUNKED)) {
      throw OssError.CHUNKED.refusal().with("ArgumentName", "Content-Encoding");
    }
    return new S3Payload(sums, scope.payloadHash());
  }

  private static List<S3Checksum> sums(OssRequest request) {
    List<S3Checksum> sums = new ArrayList<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith(CHECKSUM)) {
                S3Checksum.of(name, value).ifPresent(sums::add);
              }
            });
    return sums;
  }

  /**
   * What the real OSS says of a way to send a content that is taken here: it documents one way to
   * send chunks alone. Empty for a way that it takes.
   */
  public static Optional<String> warning(OssRequest request) {
    String hash = request.header("x-amz-content-sha256");
    boolean taken = !hash.startsWith(STREAMING) || hash.equals(AwsChunks.DOCUMENTED);
    return taken
        ? Optional.empty()
        : Optional.of(
            "the real OSS refuses "
                + hash
                + " (EC 0017-00000804): set AWS_REQUEST_CHECKSUM_CALCULATION=when_required");
  }

  @Override
  public Buffer decoded(Buffer piece) {
    byte[] bytes = piece.getBytes();
    if (hash != null) {
      hash.update(bytes);
    }
    sums.forEach(sum -> sum.update(bytes));
    return piece;
  }

  @Override
  public void end() {
    if (hash != null && !Digests.same(HexFormat.of().formatHex(hash.digest()), signedHash)) {
      throw OssError.CONTENT_HASH.refusal();
    }
    sums.forEach(S3Checksum::require);
  }
}
