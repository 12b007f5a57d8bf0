package dev.stsbroker.source;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import io.vertx.core.Future;

/**
 * One identity of the broker, which knows how to assume roles. Futures fail with a {@link
 * dev.stsbroker.credential.CredentialException}; what is broken about the identity itself is looked
 * at anew at the next use. To be used on one thread.
 */
public interface Identity {
  /** Assumes a role as this identity: each call of this is at least one call to STS. */
  Future<SessionCredentials> assume(SessionRequest request);

  /**
   * Looks at the files it is read from.
   *
   * @return whether it signs with another key from now on
   */
  default Future<Boolean> changed() {
    return Future.succeededFuture(false);
  }

  /** Who this is, as STS sees it: proof that the identity works, before it is relied on. */
  Future<CallerIdentity> caller();
}
