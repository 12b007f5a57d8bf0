package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.sts.CallerIdentity;
import dev.stsbroker.sts.SessionRequest;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One identity of the broker, which can assume roles. Futures fail with a {@link
 * dev.stsbroker.credential.CredentialException}; what made the identity itself fail is read again
 * at the next use. To be used on one thread.
 */
public interface Identity {
  /** Assumes a role as this identity: each call of this is at least one call to STS. */
  Future<SessionCredentials> assume(SessionRequest request);

  /**
   * Looks at the files it is read from, now and not at its next use. Whether another key is used
   * from then on is told as always: to whoever made the identity, once. Fails if there is another
   * key that could not be tried, since STS did not answer: it is to be looked at again.
   */
  default Future<Void> look() {
    return Future.succeededFuture();
  }

  /**
   * Takes the place of {@code before}, which was made of equal settings and asked another STS: what
   * is wrong with its files is wrong still.
   */
  default void follow(Identity before) {}

  /** How it fares, by its latest uses; what its sessions reach to is not known here. */
  IdentityState state();

  /** The key that is used while what it is read from is wrong; null where none is kept. */
  default @Nullable AccessKey held() {
    return null;
  }

  /** Who this is, as STS sees it: proof that the identity works, before it is relied on. */
  Future<CallerIdentity> caller();
}
