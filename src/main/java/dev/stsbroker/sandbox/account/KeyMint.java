package dev.stsbroker.sandbox.account;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.util.Base64;
import java.util.Random;

/**
 * Makes temporary keys in the form of the real ones: a key id that starts with {@code STS.}, and a
 * token in Base64 with its awkward characters; but the token starts with {@code SANDBOX}.
 */
public final class KeyMint {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 25;
  private static final int SECRET_LENGTH = 44;

  /** Not a multiple of three, so that the token ends in {@code =}. */
  private static final int TOKEN_BYTES = 580;

  private final Random random;

  public KeyMint(Random random) {
    this.random = random;
  }

  public AccessKey mint() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = "SANDBOX" + Base64.getEncoder().encodeToString(bytes);
    return new AccessKey(
        "STS." + letters(ID_LENGTH), Secret.of(letters(SECRET_LENGTH)), Secret.of(token));
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
