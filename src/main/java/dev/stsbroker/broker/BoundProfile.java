package dev.stsbroker.broker;

import dev.stsbroker.lease.RetentionPolicy;
import java.util.Map;

/**
 * A profile with the values that a job supplies, if it takes any: what one session belongs to. Its
 * key is made with it and kept, so that a read builds and hashes nothing.
 *
 * @param profile as configured
 * @param key everything that decides the session
 * @param retention how long the session is kept
 */
public record BoundProfile(Profile profile, SessionKey key, RetentionPolicy retention) {
  /**
   * One that takes no values.
   *
   * @throws IllegalStateException if {@code profile} takes values
   */
  static BoundProfile of(Profile profile) {
    return of(profile, new Recipe.Fixed(profile.request(), Map.of()), RetentionPolicy.NOBODY);
  }

  static BoundProfile of(Profile profile, Recipe.Fixed recipe, Object owner) {
    return new BoundProfile(
        profile,
        new SessionKey(profile.name(), profile.identity(), recipe.request(), recipe.values()),
        profile.prefetch()
            ? RetentionPolicy.PINNED
            : new RetentionPolicy(false, profile.idleAfter(), owner));
  }

  /** The same, in the share of another caller. */
  BoundProfile ownedBy(Object owner) {
    boolean pinned = retention.pinned();
    return new BoundProfile(
        profile, key, new RetentionPolicy(pinned, retention.idleAfter(), owner));
  }

  /** The profile's name. */
  public String name() {
    return profile.name();
  }
}
