package dev.stsbroker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.secret.Hmac;
import dev.stsbroker.secret.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a caller's secret, which is all that the broker keeps of it: HMAC-SHA256 under a
 * random key of this process. Without that key, a digest from a heap dump cannot be used to test
 * guesses.
 */
final class SecretDigest {
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecretKeySpec PROCESS_KEY = new SecretKeySpec(random(), ALGORITHM);

  private final byte[] bytes;

  private SecretDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  static SecretDigest of(Secret secret) {
    return new SecretDigest(Hmac.of(PROCESS_KEY, secret.reveal()));
  }

  /**
   * A key for {@code purpose} that whoever has the secret can make again, in any process, and
   * nobody else can.
   */
  static byte[] key(Secret secret, String purpose) {
    return Hmac.of(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM), purpose);
  }

  /** Takes the same time wherever the two differ. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretDigest that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SecretDigest";
  }

  private static byte[] random() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
