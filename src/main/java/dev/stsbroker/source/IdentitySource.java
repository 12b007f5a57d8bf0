package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The source of an identity's access key. */
public interface IdentitySource {
  /**
   * The key as it stands now. Fails with a {@link dev.stsbroker.credential.CredentialException}
   * that says what is wrong.
   */
  Future<AccessKey> current();

  /** Hears that STS takes {@code key} for broken: it is not to be given out of any memory again. */
  default void rejected(AccessKey key) {}

  /**
   * Why the key last given out is one read before, and not what is there now; null if it is that.
   */
  default @Nullable CredentialException trouble() {
    return null;
  }

  /** The key that is used while what is there now cannot be; null where none is kept. */
  default @Nullable AccessKey held() {
    return null;
  }

  /** Whether {@code key}, given out before, has since been replaced for good. */
  default boolean superseded(AccessKey key) {
    return false;
  }
}
