package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import io.vertx.core.Future;

/** Where the access key of an identity comes from. */
public interface IdentitySource {
  /**
   * The key as it stands now. Fails with a {@link dev.stsbroker.credential.CredentialException}
   * that says what is wrong.
   */
  Future<AccessKey> current();

  /** Hears that STS takes {@code key} for broken: it is not to be given out of any memory again. */
  default void rejected(AccessKey key) {}

  /** Whether {@code key}, given out before, has since been replaced for good. */
  default boolean superseded(AccessKey key) {
    return false;
  }
}
