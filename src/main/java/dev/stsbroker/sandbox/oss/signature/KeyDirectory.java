package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.secret.Secret;
import java.util.Optional;

/** Who holds which key: what OSS asks of RAM and STS. */
public interface KeyDirectory {
  /**
   * The holder of a key, also of a session's that has ended; empty for an unknown or disabled one.
   */
  Optional<KeyHolder> holder(String accessKeyId);

  /** Whether any session has this token. */
  boolean knows(Secret token);
}
