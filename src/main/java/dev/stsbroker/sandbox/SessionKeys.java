package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.account.Caller;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory.KeyHolder;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the holder of a key for the emulated OSS: a user of the cloud, or a session that its STS
 * has issued.
 */
final class SessionKeys implements KeyDirectory {
  private final SandboxCloud cloud;

  SessionKeys(SandboxCloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public Optional<KeyHolder> holder(String accessKeyId) {
    Optional<KeyHolder> user =
        cloud
            .user(accessKeyId)
            .filter(caller -> caller.user().active())
            .map(caller -> holder(caller, null));
    return user.isPresent()
        ? user
        : cloud
            .sessionOfKey(accessKeyId)
            .map(session -> holder(new Caller.SessionCaller(session), session.expiresAt()));
  }

  private static KeyHolder holder(Caller caller, @Nullable Instant expiresAt) {
    return new KeyHolder(caller.accountId(), caller.key(), expiresAt, caller.rights()::onOss);
  }

  @Override
  public boolean knows(Secret token) {
    return cloud.session(token).isPresent();
  }
}
