package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.secret.Secret;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request and the parts it covers; not verified.
 *
 * @param accessKeyId the id of the key that is said to have signed
 * @param token the security token; null if there is none
 * @param time when it was signed
 * @param signature as sent
 * @param signed the text that should have been signed, in each spelling that is allowed; at least
 *     one
 * @param region the region it was signed for; null in version 1, which knows none
 */
public record SignedRequest(
    String accessKeyId,
    @Nullable Secret token,
    SignedTime time,
    String signature,
    List<Signed> signed,
    @Nullable String region) {

  /**
   * A text and the way to sign it.
   *
   * @param stringToSign the text
   * @param signer its signature by a secret
   */
  public record Signed(String stringToSign, Function<Secret, String> signer) {}

  /** A token, where there is one. */
  public static @Nullable Secret token(String text) {
    return text.isEmpty() ? null : Secret.of(text);
  }

  /** Without what was signed, which may carry the token. */
  @Override
  public String toString() {
    return accessKeyId;
  }
}
