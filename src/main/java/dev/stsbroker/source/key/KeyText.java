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

  private static final String LASTING = "LTAI";
  private static final String SESSION = "STS.";

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
    String pair = pairFault(id, secret, token);
    if (pair != null) {
      throw IdentityProblem.of(identity, pair);
    }
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

  /**
   * What is wrong with parts that are plain each, without them; null if nothing is. Access key ids
   * of Alibaba Cloud begin with {@code LTAI}, those of sessions with {@code STS.}; a session's key
   * is refused without its token.
   *
   * @param token null for none
   */
  public static @Nullable String pairFault(String id, String secret, @Nullable String token) {
    if (isId(secret) && !isId(id)) {
      return "the id stands where the secret belongs (expected: the two exchanged)";
    }
    return id.startsWith(SESSION) && token == null
        ? "an access key id of a session, which begins with STS., has no security token (expected:"
            + " its token, or an access key that lasts)"
        : null;
  }

  private static boolean isId(String text) {
    return text.startsWith(LASTING) || text.startsWith(SESSION);
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
