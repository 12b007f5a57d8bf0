package dev.stsbroker.broker;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.source.IdentitySource;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * An identity's key that is the session of another profile (role chaining). It is the cached
 * session while that is live, and waits for the one call for it otherwise.
 */
final class ProfileSource implements IdentitySource {
  private final CredentialBroker<?> broker;
  private final Profile base;
  private @Nullable AccessKey broken;

  ProfileSource(CredentialBroker<?> broker, Profile base) {
    this.broker = broker;
    this.base = base;
  }

  @Override
  public Future<AccessKey> current() {
    return key(broker.session(base, false))
        .compose(
            key ->
                key.equals(broken) ? key(broker.session(base, true)) : Future.succeededFuture(key));
  }

  @Override
  public void rejected(AccessKey key) {
    broken = key;
  }

  private static Future<AccessKey> key(Future<? extends Issued<?>> issued) {
    return issued.map(session -> session.credentials().accessKey());
  }
}
