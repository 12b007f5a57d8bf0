package dev.stsbroker.sandbox.oss.s3;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.store.Crc64;
import dev.stsbroker.sandbox.signature.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** A sum that S3's clients send of a content, in a header or behind the content. */
final class S3Checksum {
  private final String name;
  private final Consumer<byte[]> adder;
  private final Supplier<byte[]> result;
  private String expected;

  private S3Checksum(
      String name, String expected, Consumer<byte[]> adder, Supplier<byte[]> result) {
    this.name = name;
    this.expected = expected;
    this.adder = adder;
    this.result = result;
  }

  /**
   * A sum to be.
   *
   * @param header such as {@code x-amz-checksum-crc32}
   * @param expected its value in Base64; empty if it is still to come
   * @return empty for a header that is no sum
   */
  static Optional<S3Checksum> of(String header, String expected) {
    return switch (header) {
      case "x-amz-checksum-crc32" -> Optional.of(of(header, expected, new CRC32()));
      case "x-amz-checksum-crc32c" -> Optional.of(of(header, expected, new CRC32C()));
      case "x-amz-checksum-crc64nvme" -> Optional.of(of(header, expected, Crc64.nvme()));
      case "x-amz-checksum-sha1" -> Optional.of(of(header, expected, Digests.newDigest("SHA-1")));
      case "x-amz-checksum-sha256" ->
          Optional.of(of(header, expected, Digests.newDigest("SHA-256")));
      default -> Optional.empty();
    };
  }

  private static S3Checksum of(String header, String expected, Checksum sum) {
    return new S3Checksum(
        header,
        expected,
        bytes -> sum.update(bytes, 0, bytes.length),
        () -> ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }

  private static S3Checksum of(String header, String expected, Crc64 sum) {
    return new S3Checksum(
        header,
        expected,
        sum::update,
        () -> ByteBuffer.allocate(Long.BYTES).putLong(sum.value()).array());
  }

  private static S3Checksum of(String header, String expected, MessageDigest sum) {
    return new S3Checksum(header, expected, sum::update, sum::digest);
  }

  /** The header it is of. */
  String name() {
    return name;
  }

  /** Whether its value is known. */
  boolean isExpected() {
    return !expected.isEmpty();
  }

  /** Takes note of its value, which came behind the content. */
  void expect(String value) {
    expected = value;
  }

  public void update(byte[] bytes) {
    adder.accept(bytes);
  }

  /** Throws {@link OssRefusal} if the content is another. */
  void require() {
    String own = Base64.getEncoder().encodeToString(result.get());
    if (!own.equals(expected)) {
      throw OssError.BAD_CHECKSUM.refusal(name);
    }
  }
}
