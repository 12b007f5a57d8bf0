package dev.stsbroker.lease;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Makes the value of a key; the engine calls nothing else outside itself.
 *
 * @param <K> what decides the value
 * @param <V> the value
 */
public interface Loader<K, V> {
  /**
   * Makes a new value for {@code key}. The future completes on the scheduler's thread; it fails
   * with a {@link dev.stsbroker.credential.CredentialException}, and anything else counts as
   * unavailable.
   */
  Future<V> load(K key);

  /**
   * Whose turn a first call for {@code key} takes where calls have to wait: groups take turns, so
   * that none delays the others. One group unless it says otherwise.
   */
  default Object group(K key) {
    return "";
  }

  /**
   * The longest that a value for {@code key} can live, from its arrival; one that says it lives
   * longer is not believed. A hundred years unless it says otherwise.
   */
  default Duration longest(K key) {
    return Duration.ofDays(36_500);
  }
}
