package dev.stsbroker.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.stsbroker.credential.Expiring;
import dev.stsbroker.time.Timing;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All leases, bounded: pinned keys are kept for good, of the others at most {@code maxSessions},
 * the least used dropped first. Everything is called on the scheduler's thread; how far a cached
 * answer is from a caller is one map look-up, or none for whoever keeps the {@link Lease}.
 *
 * @param <K> what decides the value; equal keys are interchangeable
 * @param <V> the value
 */
public final class LeaseCache<K, V extends Expiring> {
  private final Engine<K, V> engine;
  private final Cache<K, Lease<K, V>> leases;

  /** Starts empty; nothing is called before a key is asked for. */
  public LeaseCache(
      LeaseSettings settings, Minter<K, V> minter, Timing timing, LeaseListener<K, V> listener) {
    this.engine = new Engine<>(settings, minter, timing, listener, this::drop);
    this.leases =
        Caffeine.newBuilder()
            .maximumWeight(settings.maxSessions())
            .weigher((K key, Lease<K, V> lease) -> lease.pinned() ? 0 : 1)
            .removalListener(this::removed)
            .executor(Runnable::run)
            .build();
  }

  /** The lease for {@code key}, new ones with {@code keep}; asks for nothing yet. */
  public Lease<K, V> lease(K key, Keep keep) {
    Lease<K, V> known = leases.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Lease<K, V> lease = new Lease<>(engine, key, keep);
    leases.put(key, lease);
    return lease;
  }

  /** Drops every key that {@code unwanted} says; values already handed out live on. */
  public void retireIf(Predicate<K> unwanted) {
    leases.asMap().keySet().removeIf(unwanted);
  }

  /** Arms all timers anew: to be called when the wall clock was stepped. */
  public void replan() {
    leases.asMap().values().forEach(Lease::replan);
  }

  /** All leases as they stand. */
  public List<LeaseSnapshot<K, V>> snapshot() {
    return leases.asMap().values().stream().map(Lease::snapshot).toList();
  }

  /** How many calls wait for their turn in the budget. */
  public int waitingCalls() {
    return engine.waiting();
  }

  /** How many calls were given up and have not ended. */
  public int abandonedCalls() {
    return engine.abandoned();
  }

  private void drop(Lease<K, V> lease) {
    leases.asMap().remove(lease.key(), lease);
  }

  private void removed(@Nullable K key, @Nullable Lease<K, V> lease, RemovalCause cause) {
    if (lease != null) {
      lease.retire();
      engine.listener().retired(lease.key());
    }
  }
}
