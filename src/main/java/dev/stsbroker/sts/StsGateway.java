package dev.stsbroker.sts;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.SessionCredentials;
import io.vertx.core.Future;

/**
 * Asks STS, once: no retries, no cache. Every future completes within the configured timeout, and
 * fails only with {@link dev.stsbroker.credential.CredentialException}.
 */
public interface StsGateway {
  /** Assumes a role, signing with {@code signer}. */
  Future<SessionCredentials> assumeRole(AccessKey signer, SessionRequest request);

  /**
   * Assumes a role that trusts the token's issuer. {@code request}'s external id and source
   * identity are no parameters of this action and must be null.
   */
  Future<SessionCredentials> assumeRoleWithOidc(OidcToken token, SessionRequest request);

  /** Who {@code signer} is, as STS sees it. */
  Future<CallerIdentity> callerIdentity(AccessKey signer);
}
