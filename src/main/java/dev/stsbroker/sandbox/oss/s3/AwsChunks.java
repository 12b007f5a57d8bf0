package dev.stsbroker.sandbox.oss.s3;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Payload;
import dev.stsbroker.sandbox.oss.signature.S3Scope;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A content in chunks of S3's ({@code aws-chunked}), signed or not, with or without sums behind the
 * last one. Keeps a line of it at most, never a chunk.
 */
final class AwsChunks implements Payload {
  /** The one way to send chunks that OSS documents for S3's clients. */
  static final String DOCUMENTED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  private static final String WITH_SUMS = DOCUMENTED + "-TRAILER";
  private static final String UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

  /** The longest line: a length and a signature have a hundred characters. */
  private static final int LONGEST_LINE = 1024;

  private static final Pattern HEAD =
      Pattern.compile("([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  private final @Nullable ChunkSignatures signatures;
  private final List<S3Checksum> sums;
  private final List<S3Checksum> toCome;
  private final long length;
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder trailers = new StringBuilder();
  private State state = State.HEAD;
  private String signature = "";
  private long left;
  private long seen;

  private AwsChunks(
      @Nullable ChunkSignatures signatures,
      List<S3Checksum> sums,
      List<S3Checksum> toCome,
      long length) {
    this.signatures = signatures;
    this.sums = sums;
    this.toCome = new ArrayList<>(toCome);
    this.length = length;
  }

  /** What the next byte belongs to. */
  private enum State {
    HEAD,
    CHUNK,
    LINE_END,
    TRAILERS,
    END
  }

  /**
   * The chunks of a request.
   *
   * @param key signs them
   * @param sums those in the request's headers
   * @throws OssRefusal if it announces them in a way that S3 does not have
   */
  static AwsChunks of(OssRequest request, SecretKeySpec key, S3Scope scope, List<S3Checksum> sums) {
    String kind = scope.payloadHash();
    boolean signed = kind.equals(DOCUMENTED) || kind.equals(WITH_SUMS);
    if (!signed && !kind.equals(UNSIGNED)) {
      throw OssError.PAYLOAD_HASH.refusal().with("ArgumentName", "x-amz-content-sha256");
    }
    List<S3Checksum> toCome =
        kind.equals(DOCUMENTED)
            ? List.of()
            : Stream.of(request.header("x-amz-trailer").split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .map(name -> S3Checksum.of(name, ""))
                .flatMap(Optional::stream)
                .toList();
    return new AwsChunks(
        signed ? new ChunkSignatures(key, scope) : null, sums, toCome, length(request));
  }

  /**
   * What a request says of the length of its content without the chunks.
   *
   * @throws OssRefusal if it does not say it
   */
  static long length(OssRequest request) {
    String length = request.header("x-amz-decoded-content-length");
    if (!LENGTH.matcher(length).matches()) {
      throw OssError.NO_LENGTH.refusal();
    }
    return Long.parseLong(length);
  }

  @Override
  public Buffer decoded(Buffer piece) {
    Buffer content = Buffer.buffer(piece.length());
    int at = 0;
    while (at < piece.length()) {
      if (state == State.CHUNK) {
        int end = (int) Math.min(piece.length(), at + left);
        take(piece.getBytes(at, end), content);
        at = end;
      } else {
        add((char) (piece.getByte(at) & 0xff));
        at++;
      }
    }
    return content;
  }

  private void take(byte[] bytes, Buffer content) {
    if (signatures != null) {
      signatures.update(bytes);
    }
    sums.forEach(sum -> sum.update(bytes));
    toCome.forEach(sum -> sum.update(bytes));
    content.appendBytes(bytes);
    left -= bytes.length;
    if (left == 0) {
      state = State.LINE_END;
    }
  }

  private void add(char character) {
    if (character == '\n') {
      String whole = line.toString().strip();
      line.setLength(0);
      end(whole);
      return;
    }
    if (line.length() == LONGEST_LINE || state == State.END) {
      throw malformed("a line is too long, or something stands behind the end");
    }
    line.append(character);
  }

  private void end(String whole) {
    switch (state) {
      case HEAD -> head(whole);
      case LINE_END -> endChunk(whole);
      case TRAILERS -> trailer(whole);
      default -> throw malformed("something stands behind the end");
    }
  }

  private void head(String whole) {
    Matcher matcher = HEAD.matcher(whole);
    if (!matcher.matches()) {
      throw malformed("a chunk's length is expected");
    }
    left = Long.parseLong(matcher.group(1), 16);
    seen += left;
    signature = matcher.group(2) == null ? "" : matcher.group(2);
    if (seen > length) {
      throw malformed("there is more than x-amz-decoded-content-length says");
    }
    if (left > 0) {
      state = State.CHUNK;
    } else {
      requireSignature();
      state = State.TRAILERS;
    }
  }

  private void endChunk(String whole) {
    if (!whole.isEmpty()) {
      throw malformed("a line's end is expected behind a chunk");
    }
    requireSignature();
    state = State.HEAD;
  }

  private void requireSignature() {
    if (signatures != null) {
      signatures.endChunk(signature);
    }
  }

  private void trailer(String whole) {
    if (whole.isEmpty()) {
      state = State.END;
      return;
    }
    int colon = whole.indexOf(':');
    String name = whole.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
    String value = whole.substring(colon + 1).strip();
    if (name.equals(TRAILER_SIGNATURE)) {
      signature = value;
      return;
    }
    S3Checksum sum =
        toCome.stream()
            .filter(one -> one.name().equals(name) && !one.isExpected())
            .findFirst()
            .orElseThrow(() -> malformed("x-amz-trailer does not announce it, or it comes twice"));
    sum.expect(value);
    trailers.append(name).append(':').append(value).append('\n');
  }

  @Override
  public void end() {
    if (state != State.END || seen != length) {
      throw OssError.INCOMPLETE_BODY.refusal();
    }
    if (signatures != null && !toCome.isEmpty()) {
      signatures.endTrailers(signature, trailers.toString());
    }
    sums.forEach(S3Checksum::require);
    toCome.forEach(S3Checksum::require);
  }

  private static OssRefusal malformed(String what) {
    return OssError.MALFORMED_CHUNKS.refusal(what);
  }
}
