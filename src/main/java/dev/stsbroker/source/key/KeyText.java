package dev.stsbroker.source.key;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * The characters that the parts of a key may have, wherever they are read: those that are safe in a
 * header, a log line and a label. A file that has others does not hold a key.
 */
public final class KeyText {
  public static final String EXPECTED = " (expected: printable ASCII, bounded)";

  private KeyText() {}

  /**
   * The key of these parts.
   *
   * @param token null for a key that lasts
   * @throws dev.stsbroker.credential.CredentialException that names the first part that is none
   */
  static AccessKey key(SourceSettings identity, String id, String secret, @Nullable String token) {
    require(identity, "access key id", idFault(id));
    require(identity, "access key secret", secretFault(secret));
    if (token == null) {
      return new AccessKey(id, Secret.of(secret), null);
    }
    require(identity, "security token", secretFault(token));
    return new AccessKey(id, Secret.of(secret), Secret.of(token));
  }

  /** Checks a key that was read elsewhere; throws as above. */
  static void require(SourceSettings identity, AccessKey key) {
    require(identity, "access key id", idFault(key.id()));
  }

  /** What is wrong with {@code text} as an access key's id, without it; null if nothing is. */
  static @Nullable String idFault(String text) {
    return Upstream.keyId(text) == null ? fault(text) : null;
  }

  /** What is wrong with {@code text} as a secret or a token, without it; null if nothing is. */
  static @Nullable String secretFault(String text) {
    return Upstream.secret(text) == null ? fault(text) : null;
  }

  private static String fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '!' || c > '~') {
        String what = Character.isWhitespace(c) ? "a blank" : "another character";
        return "has " + what + " at place " + (i + 1);
      }
    }
    return "has " + text.length() + " characters";
  }

  private static void require(SourceSettings identity, String what, @Nullable String fault) {
    if (fault != null) {
      throw IdentityProblem.of(identity, "the " + what + " read " + fault + EXPECTED);
    }
  }
}
