package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.source.Identities;
import dev.stsbroker.source.Identity;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * Makes a session: has the identity assume the role, with its key as it is now, and renders the
 * answer for callers.
 *
 * @param <R> the rendered form
 */
public final class Issuer<R> implements Loader<SessionKey, Issued<R>> {
  private static final Duration MOST_BEYOND = Duration.ofMinutes(1);

  private final Identities identities;
  private final Function<SessionCredentials, R> renderer;

  /**
   * @param identities those in use, by name
   * @param renderer makes what callers are sent
   */
  public Issuer(Identities identities, Function<SessionCredentials, R> renderer) {
    this.identities = identities;
    this.renderer = renderer;
  }

  @Override
  public Future<Issued<R>> load(SessionKey key) {
    Identity identity = identities.get(key.identity());
    if (identity == null) {
      throw new IllegalStateException("no identity " + key.identity());
    }
    return identity
        .assume(key.request())
        .map(
            credentials ->
                new Issued<>(credentials, key.facts(credentials), renderer.apply(credentials)))
        .recover(cause -> Future.failedFuture(named(key, cause)));
  }

  /** Profiles take turns: new parameter values of one must not delay another's first call. */
  @Override
  public Object group(SessionKey key) {
    return key.profile();
  }

  /** What was asked, and a minute: STS counts from its own clock, and answers take time. */
  @Override
  public Duration longest(SessionKey key) {
    return key.request().duration().plus(MOST_BEYOND);
  }

  /** The same failure, saying whose it is: an operator has several identities and roles. */
  private static Throwable named(SessionKey key, Throwable cause) {
    if (!(cause instanceof CredentialException failure)) {
      return cause;
    }
    String base = Profile.base(key.identity());
    return base == null ? failure.ofIdentity(key.identity()) : failure.via(base);
  }
}
