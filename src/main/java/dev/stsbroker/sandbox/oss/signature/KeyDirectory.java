package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.secret.Secret;
import java.util.Optional;

/** Finds the holder of a key, as OSS asks RAM and STS for it. */
public interface KeyDirectory {
  /**
   * The holder of a key, also of a session's that has ended; empty for an unknown or disabled one.
   */
  Optional<KeyHolder> holder(String accessKeyId);

  /** Whether any session has this token. */
  boolean knows(Secret token);
}
