package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a key are made of, wherever they are read: what a header, a log line and a
 * label can hold. A file of something else is told apart by that too.
 */
final class KeyText {
  static final String EXPECTED = " (expected: ASCII without blanks and controls, at most 8192)";

  private static final Pattern PLAIN = Pattern.compile("[!-~]{1,8192}");

  private KeyText() {}

  static boolean fits(String text) {
    return PLAIN.matcher(text).matches();
  }

  /**
   * The key of these parts.
   *
   * @param token null for a key that lasts
   * @throws dev.stsbroker.credential.CredentialException that names the first part that is none
   */
  static AccessKey key(SourceSettings identity, String id, String secret, @Nullable String token) {
    require(identity, "access key id", id);
    require(identity, "access key secret", secret);
    if (token == null) {
      return new AccessKey(id, Secret.of(secret), null);
    }
    require(identity, "security token", token);
    return new AccessKey(id, Secret.of(secret), Secret.of(token));
  }

  private static void require(SourceSettings identity, String what, String text) {
    if (!fits(text)) {
      throw IdentityProblem.of(identity, "the " + what + " read is none" + EXPECTED);
    }
  }
}
