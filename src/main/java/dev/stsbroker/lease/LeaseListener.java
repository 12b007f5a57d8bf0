package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;

/**
 * Listens to the engine. Called on the scheduler's thread, after the engine's own state has
 * changed. Exceptions do not disturb the engine; the first one is reported as uncaught.
 *
 * @param <K> what decides the value
 * @param <V> the value
 */
public interface LeaseListener<K, V> {
  /** A new value is served from now on. */
  default void loaded(K key, V value) {}

  /** A call failed, the {@code consecutive}th in a row; what is held stays held. */
  default void failed(K key, CredentialException failure, int consecutive) {}

  /** A caller waits for a call that was under way already. */
  default void coalesced(K key) {}

  /** The key is no longer kept. */
  default void retired(K key) {}
}
