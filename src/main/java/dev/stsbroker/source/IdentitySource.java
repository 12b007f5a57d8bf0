package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import io.vertx.core.Future;

/** One identity of the broker: what STS calls are signed with. */
public interface IdentitySource {
  /**
   * The key as it stands now. Fails with a {@link dev.stsbroker.credential.CredentialException}
   * that names the identity and what is wrong with it.
   */
  Future<AccessKey> current();
}
