package dev.stsbroker.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The keyed hash of a text: for signatures, and for what proves that a key was had. */
public final class Hmac {
  private Hmac() {}

  /**
   * The hash of {@code text} in UTF-8.
   *
   * @param key names its algorithm, which every Java platform has: {@code HmacSHA1}, {@code
   *     HmacSHA256}
   */
  public static byte[] of(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + key.getAlgorithm(), e);
    }
  }
}
