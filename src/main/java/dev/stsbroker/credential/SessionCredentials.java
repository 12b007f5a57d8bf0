package dev.stsbroker.credential;

import dev.stsbroker.secret.Secret;
import java.time.Instant;

/**
 * Temporary credentials of one role session.
 *
 * @param accessKey key id, secret and security token; the token is always there
 * @param issuedAt when STS issued them, to the second
 * @param expiresAt when they end, as STS said it
 * @param requestId of the STS call that issued them
 */
public record SessionCredentials(
    AccessKey accessKey, Instant issuedAt, Instant expiresAt, String requestId)
    implements Expiring {

  /** Throws {@link IllegalArgumentException} without a security token or with no life. */
  public SessionCredentials {
    if (accessKey.securityToken() == null) {
      throw new IllegalArgumentException("session credentials need a security token");
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("expires " + expiresAt + ", issued " + issuedAt);
    }
  }

  /** The security token. */
  public Secret securityToken() {
    Secret token = accessKey.securityToken();
    if (token == null) {
      throw new IllegalStateException("no security token");
    }
    return token;
  }
}
