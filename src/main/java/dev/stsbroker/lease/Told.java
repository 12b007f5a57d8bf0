package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import java.util.function.Consumer;

/** A listener whose exceptions do not reach the engine: they are passed to a handler. */
final class Told<K, V> implements LeaseListener<K, V> {
  private final LeaseListener<K, V> listener;
  private final Consumer<RuntimeException> thrown;

  Told(LeaseListener<K, V> listener, Consumer<RuntimeException> thrown) {
    this.listener = listener;
    this.thrown = thrown;
  }

  @Override
  public void loaded(K key, V value) {
    tell(() -> listener.loaded(key, value));
  }

  @Override
  public void failed(K key, CredentialException failure, int consecutive) {
    tell(() -> listener.failed(key, failure, consecutive));
  }

  @Override
  public void coalesced(K key) {
    tell(() -> listener.coalesced(key));
  }

  @Override
  public void retired(K key) {
    tell(() -> listener.retired(key));
  }

  private void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      thrown.accept(e);
    }
  }
}
