package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * The characters that the parts of a key may have, wherever they are read: those that are safe in a
 * header, a log line and a label. A file that has others does not hold a key.
 */
final class KeyText {
  static final String EXPECTED = " (expected: printable ASCII, bounded)";

  private KeyText() {}

  /**
   * The key of these parts.
   *
   * @param token null for a key that lasts
   * @throws dev.stsbroker.credential.CredentialException that names the first part that is none
   */
  static AccessKey key(SourceSettings identity, String id, String secret, @Nullable String token) {
    require(identity, "access key id", Upstream.keyId(id));
    require(identity, "access key secret", Upstream.secret(secret));
    if (token == null) {
      return new AccessKey(id, Secret.of(secret), null);
    }
    require(identity, "security token", Upstream.secret(token));
    return new AccessKey(id, Secret.of(secret), Secret.of(token));
  }

  /** Checks a key that was read elsewhere; throws as above. */
  static void require(SourceSettings identity, AccessKey key) {
    require(identity, "access key id", Upstream.keyId(key.id()));
  }

  private static void require(SourceSettings identity, String what, @Nullable String fitting) {
    if (fitting == null) {
      throw IdentityProblem.of(identity, "the " + what + " read is none" + EXPECTED);
    }
  }
}
