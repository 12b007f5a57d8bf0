package dev.stsbroker.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Sentence;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A session policy, as AssumeRole takes it: the session may do what both this policy and the role's
 * own policies allow. Policies with equal text are equal. {@code toString} shows only size and
 * digest.
 */
public final class SessionPolicy {
  /**
   * Most UTF-8 bytes of the text. STS documents 2048 characters and its error says bytes; bytes are
   * never the larger promise.
   */
  public static final int MAX_BYTES = 2048;

  /** More bytes than this are {@link #large()}: the limit was 1024 until STS raised it. */
  private static final int LARGE_BYTES = 1024;

  private static final int DIGEST_PREFIX = 12;

  private final String text;
  private final int sizeInBytes;
  private final String digest;

  private SessionPolicy(String text, byte[] bytes) {
    this.text = text;
    this.sizeInBytes = bytes.length;
    this.digest = HexFormat.of().formatHex(sha256(bytes));
  }

  /** Throws {@link PolicyException} if the minified document has more than 2048 UTF-8 bytes. */
  public static SessionPolicy of(PolicyDocument document) {
    String text = document.minified();
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw PolicyException.of(
          "document",
          Sentence.of(
              Sentence.Kind.SIZE,
              bytes.length + " bytes minified (expected: at most " + MAX_BYTES + ", STS's limit)"));
    }
    return new SessionPolicy(text, bytes);
  }

  /** The minified document. */
  public String text() {
    return text;
  }

  /** Size of the text in UTF-8, in bytes. */
  public int sizeInBytes() {
    return sizeInBytes;
  }

  /** Whether it has more than 1024 bytes, which leaves little room to grow. */
  public boolean large() {
    return sizeInBytes > LARGE_BYTES;
  }

  /** SHA-256 of the text's UTF-8 bytes, in lower-case hex. */
  public String digest() {
    return digest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionPolicy that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "SessionPolicy[" + sizeInBytes + " bytes, " + digest.substring(0, DIGEST_PREFIX) + "]";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
