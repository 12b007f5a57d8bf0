package dev.stsbroker.lease;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.stsbroker.credential.Expiring;
import dev.stsbroker.share.Holdings;
import dev.stsbroker.time.Timing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of leases: pinned keys are kept for good, of the others at most {@code
 * maxSessions}. Where there are more the owner of the most loses its longest unused one, so that
 * nobody's is pushed out by an owner with more. A lease whose call is under way is not dropped,
 * since its next caller would make a second call; so there can be more than {@code maxSessions}
 * while that many calls are under way.
 *
 * <p>Everything is called on the scheduler's thread, which is checked; A cached answer takes one
 * map look-up, or none if the caller keeps the {@link Lease}.
 *
 * @param <K> what decides the value; equal keys are interchangeable
 * @param <V> the value
 */
public final class LeaseCache<K, V extends Expiring> {
  /** Nothing goes by age here; the map keeps the order of use for whoever goes by that alone. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  /**
   * How many of the longest unread are looked at for the one to drop: Caffeine may miss single
   * reads in its order, a lease knows exactly when it was used.
   */
  private static final int LOOKED_AT = 16;

  private final Engine<K, V> engine;
  private final Cache<K, Lease<K, V>> leases;
  private final int maxSessions;

  /** Of those that are not pinned. */
  private final Holdings sessions = new Holdings();

  /** Starts empty; nothing is called before a key is asked for. */
  public LeaseCache(
      LeaseSettings settings, Loader<K, V> loader, Timing timing, LeaseListener<K, V> listener) {
    this.maxSessions = settings.maxSessions();
    this.engine = new Engine<>(settings, loader, timing, listener, new Store());
    this.leases =
        Caffeine.newBuilder()
            .expireAfterAccess(NEVER)
            .ticker(timing.scheduler()::nanoTime)
            .removalListener(this::removed)
            .executor(Runnable::run)
            .build();
  }

  /** Most unpinned keys held at once. */
  public int maxSessions() {
    return maxSessions;
  }

  /** The lease for {@code key}, new ones with {@code retention}; asks for nothing yet. */
  public Lease<K, V> lease(K key, RetentionPolicy retention) {
    engine.assertOwner();
    Lease<K, V> known = leases.getIfPresent(key);
    if (known != null) {
      return kept(known, retention);
    }
    Lease<K, V> lease = new Lease<>(engine, key, retention);
    leases.put(key, lease);
    count(lease);
    makeRoom(lease);
    return lease;
  }

  /** Whether there is a lease for {@code key}, whatever it holds; that is no use of it. */
  public boolean has(K key) {
    engine.assertOwner();
    return leases.policy().getIfPresentQuietly(key) != null;
  }

  /** Drops every key that {@code unwanted} accepts; values that callers already have stay valid. */
  public void retireIf(Predicate<K> unwanted) {
    engine.assertOwner();
    leases.asMap().keySet().removeIf(unwanted);
  }

  /** Replaces the bounds; {@code maxSessions} and {@code maxAbandoned} stay. */
  public void settings(LeaseSettings settings) {
    engine.assertOwner();
    engine.settings(settings);
  }

  /**
   * Starts a call for every key that {@code wanted} accepts; the old value is served meanwhile.
   * Idle keys are dropped instead.
   */
  public void refreshIf(Predicate<K> wanted) {
    engine.assertOwner();
    leases.asMap().values().stream()
        .filter(lease -> wanted.test(lease.key()))
        .toList()
        .forEach(Lease::renew);
  }

  /**
   * Starts a call for every failing key that {@code wanted} accepts, without waiting for the end of
   * its pause.
   */
  public void retryIf(Predicate<K> wanted) {
    engine.assertOwner();
    leases.asMap().values().stream()
        .filter(lease -> wanted.test(lease.key()) && lease.failing())
        .toList()
        .forEach(Lease::refresh);
  }

  /**
   * What calls for the keys that {@code changed} says need is another from now on: starts one for
   * each, whatever is under way. Idle keys are dropped instead.
   */
  public void startAnewIf(Predicate<K> changed) {
    startAnew(lease -> changed.test(lease.key()));
  }

  /**
   * The same for those keys alone whose last call failed, or which hold nothing and wait for the
   * one under way: what works is not asked for again.
   */
  public void mendIf(Predicate<K> changed) {
    startAnew(lease -> changed.test(lease.key()) && lease.wanting());
  }

  private void startAnew(Predicate<Lease<K, V>> wanted) {
    engine.assertOwner();
    leases.asMap().values().stream().filter(wanted).toList().forEach(Lease::startAnew);
  }

  /** Sets all timers again; to be called after the clock has moved. */
  public void replan() {
    engine.assertOwner();
    leases.asMap().values().forEach(Lease::replan);
  }

  /** Snapshots of all leases. */
  public List<LeaseSnapshot<K, V>> snapshot() {
    return snapshot(key -> true);
  }

  /** Snapshots of the leases whose key {@code wanted} accepts. */
  public List<LeaseSnapshot<K, V>> snapshot(Predicate<K> wanted) {
    engine.assertOwner();
    return leases.asMap().values().stream()
        .filter(lease -> wanted.test(lease.key()))
        .map(Lease::snapshot)
        .toList();
  }

  /** How many calls wait for their turn in the budget. */
  public int waitingCalls() {
    return engine.waiting();
  }

  /** How many calls were given up and have not ended. */
  public int abandonedCalls() {
    return engine.abandoned();
  }

  private void makeRoom(Lease<K, V> keep) {
    while (sessions.all() > maxSessions) {
      Lease<K, V> unused = leastMissed(keep);
      if (unused == null) {
        return;
      }
      drop(unused);
    }
  }

  private @Nullable Lease<K, V> leastMissed(Lease<K, V> keep) {
    for (Object owner : sessions.largestFirst()) {
      Lease<K, V> unused = longestUnused(owner, keep);
      if (unused != null) {
        return unused;
      }
    }
    return null;
  }

  private @Nullable Lease<K, V> longestUnused(Object owner, Lease<K, V> keep) {
    return leases
        .policy()
        .expireAfterAccess()
        .orElseThrow()
        .oldest(
            all ->
                all.map(Map.Entry::getValue)
                    .filter(lease -> lease != keep && !lease.flying())
                    .filter(lease -> !lease.retention().pinned())
                    .filter(lease -> lease.retention().owner().equals(owner))
                    .limit(LOOKED_AT)
                    .min(Comparator.comparing(Lease::usedAt))
                    .orElse(null));
  }

  private void drop(Lease<K, V> lease) {
    leases.asMap().remove(lease.key(), lease);
  }

  private Lease<K, V> kept(Lease<K, V> lease, RetentionPolicy retention) {
    if (!lease.retention().equals(retention)) {
      discount(lease);
      lease.retain(retention);
      count(lease);
    }
    return lease;
  }

  private void count(Lease<K, V> lease) {
    if (!lease.retention().pinned()) {
      sessions.add(lease.retention().owner());
    }
  }

  private void discount(Lease<K, V> lease) {
    if (!lease.retention().pinned()) {
      sessions.remove(lease.retention().owner());
    }
  }

  private void removed(@Nullable K key, @Nullable Lease<K, V> lease, RemovalCause cause) {
    if (lease != null) {
      discount(lease);
      lease.retire();
      engine.listener().retired(lease.key());
    }
  }

  /** What leases may do to the map they are in. */
  private final class Store implements Engine.LeaseStore<K, V> {
    @Override
    public void drop(Lease<K, V> idle) {
      LeaseCache.this.drop(idle);
    }

    @Override
    public void landed(Lease<K, V> lease) {
      makeRoom(lease);
    }
  }
}
