package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.lease.Minter;
import dev.stsbroker.source.IdentitySource;
import dev.stsbroker.sts.StsGateway;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes a session: reads the identity as it stands, assumes the role with it, renders the outcome.
 *
 * @param <R> the rendered form
 */
public final class Issuer<R> implements Minter<SessionKey, Issued<R>> {
  private final Map<String, IdentitySource> identities;
  private final StsGateway sts;
  private final Function<SessionCredentials, R> renderer;

  /**
   * @param identities by name; every profile's identity is among them
   * @param renderer makes what callers are sent
   */
  public Issuer(
      Map<String, IdentitySource> identities,
      StsGateway sts,
      Function<SessionCredentials, R> renderer) {
    this.identities = Map.copyOf(identities);
    this.sts = sts;
    this.renderer = renderer;
  }

  @Override
  public Future<Issued<R>> mint(SessionKey key) {
    IdentitySource identity = identities.get(key.identity());
    if (identity == null) {
      throw new IllegalStateException("no identity " + key.identity());
    }
    return identity
        .current()
        .compose(signer -> sts.assumeRole(signer, key.request()))
        .map(credentials -> new Issued<>(credentials, renderer.apply(credentials)))
        .recover(cause -> Future.failedFuture(named(key, cause)));
  }

  /** The same failure, saying whose it is: an operator has several identities and roles. */
  private static Throwable named(SessionKey key, Throwable cause) {
    if (!(cause instanceof CredentialException failure)
        || failure.sentence().startsWith("identity ")) {
      return cause;
    }
    return new CredentialException(
        failure.kind(),
        failure.code(),
        "identity " + key.identity() + ": " + failure.sentence(),
        failure.requestId(),
        failure.retryAfter());
  }
}
