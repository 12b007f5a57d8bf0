package dev.stsbroker.sandbox.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.secret.Hmac;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions of the signature schemes. */
public final class Digests {
  private Digests() {}

  /**
   * The keyed hash of {@code text} in UTF-8.
   *
   * @param algorithm a name every Java platform has, such as {@code HmacSHA1}
   */
  public static byte[] hmac(String algorithm, String key, String text) {
    return hmac(new SecretKeySpec(key.getBytes(UTF_8), algorithm), text);
  }

  /** The keyed hash of {@code text} in UTF-8, in lower-case hex; the key names its algorithm. */
  public static String hmacHex(SecretKey key, String text) {
    return HexFormat.of().formatHex(hmac(key, text));
  }

  /** The keyed hash of {@code text} in UTF-8; the key names its algorithm. */
  public static byte[] hmac(SecretKey key, String text) {
    return Hmac.of(key, text);
  }

  /** SHA-256 of {@code bytes} in lower-case hex. */
  public static String sha256Hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An MD5 to be, which OSS uses for ETags and {@code Content-MD5}. */
  public static MessageDigest newMd5() {
    return newDigest("MD5");
  }

  /**
   * A hash to be.
   *
   * @param algorithm a name every Java platform has: {@code MD5}, {@code SHA-1}, {@code SHA-256}
   */
  public static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether two signatures are equal, in time that does not depend on where they differ. */
  public static boolean same(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
