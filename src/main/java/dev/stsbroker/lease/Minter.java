package dev.stsbroker.lease;

import io.vertx.core.Future;

/**
 * Makes a value; the engine's only way out.
 *
 * @param <K> what decides the value
 * @param <V> the value
 */
public interface Minter<K, V> {
  /**
   * Makes a new value for {@code key}. The future completes on the scheduler's thread; it fails
   * with a {@link dev.stsbroker.credential.CredentialException}, and anything else counts as
   * unavailable.
   */
  Future<V> mint(K key);
}
