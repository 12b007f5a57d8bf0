package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.source.Identity;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a session: has the identity assume the role, with its key as it is now, and renders the
 * answer for callers.
 *
 * @param <R> the rendered form
 */
public final class Issuer<R> implements Loader<SessionKey, Issued<R>> {
  private static final Duration MOST_BEYOND = Duration.ofMinutes(1);

  private final Function<String, @Nullable Identity> identities;
  private final Function<SessionCredentials, R> renderer;

  /**
   * @param identities by name, those that are profiles' sessions included; null for an unknown one
   * @param renderer makes what callers are sent
   */
  public Issuer(
      Function<String, @Nullable Identity> identities, Function<SessionCredentials, R> renderer) {
    this.identities = identities;
    this.renderer = renderer;
  }

  @Override
  public Future<Issued<R>> load(SessionKey key) {
    Identity identity = identities.apply(key.identity());
    if (identity == null) {
      throw new IllegalStateException("no identity " + key.identity());
    }
    return identity
        .assume(key.request())
        .map(credentials -> new Issued<>(credentials, renderer.apply(credentials)))
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
    if (base == null && failure.sentence().startsWith("identity ")) {
      return cause;
    }
    String signer = base == null ? "identity " + key.identity() : "via " + base;
    return new CredentialException(
        failure.kind(),
        failure.code(),
        signer + ": " + failure.sentence(),
        failure.requestId(),
        failure.retryAfter());
  }
}
