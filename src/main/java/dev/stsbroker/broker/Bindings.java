package dev.stsbroker.broker;

import dev.stsbroker.share.Buckets;
import dev.stsbroker.share.Holdings;
import dev.stsbroker.time.TokenBucket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A bounded cache of profiles filled with the values of jobs. A filled profile is found by its
 * values, without checking them again. Where there are too many the caller of the most loses its
 * longest unused one; the session stays, and the next request fills the profile again.
 *
 * <p>A filled profile, and so its session, is in the share of the caller that made it, until one
 * that has fewer asks for it too.
 */
final class Bindings {
  /**
   * New values of a caller and profile: far more than jobs need, and less than would crowd the
   * broker's calls. Three hundred jobs may start together, and afterwards five in a second.
   */
  private static final int NEW_AT_ONCE = 300;

  private static final int NEW_PER_SECOND = 5;

  /** Those of a profile by all callers: whatever one of them asks for, most of it is left. */
  private static final int PROFILES_NEW_AT_ONCE = 1_000;

  private static final int PROFILES_NEW_PER_SECOND = 20;

  private final int most;
  private final LongSupplier nanoTime;

  /** The longest unused first. */
  private final Map<Values, BoundProfile> bound = new LinkedHashMap<>(16, 0.75f, true);

  private final Holdings shares = new Holdings();
  private final Map<String, Allowance> allowances = new HashMap<>();

  private record Values(String profile, Map<String, String> byName, Map<String, String> known) {}

  /**
   * What a profile is filled with; apart, so that whatever a job calls its values, they are none of
   * the caller's.
   *
   * @param values as a job supplies them
   * @param known what is known of the caller
   */
  record Supply(Map<String, String> values, Map<String, String> known) {}

  /** What a profile's callers may ask for, each and all together. */
  private record Allowance(Buckets each, TokenBucket all) {
    Duration take(Object caller) {
      Duration wait = each.take(caller);
      return wait.isZero() ? all.take() : wait;
    }
  }

  /**
   * @param most bindings kept; more than there are sessions would serve nobody
   */
  Bindings(LongSupplier nanoTime, int most) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  /**
   * {@code profile} filled with {@code supply}.
   *
   * @param held whether a filled profile has a session; what has none counts as new
   * @param caller whose share it comes from
   * @throws dev.stsbroker.parameter.ParameterException if the values are not the profile's
   * @throws dev.stsbroker.parameter.CallerValueException if the caller's are not
   * @throws TooManySessionsException if too many are new
   */
  BoundProfile bind(Profile profile, Supply supply, Predicate<BoundProfile> held, Object caller) {
    Values key = new Values(profile.name(), supply.values(), supply.known());
    BoundProfile known = bound.get(key);
    if (known != null && held.test(known)) {
      return shared(key, known, caller);
    }
    profile.recipe().check(supply.values(), supply.known());
    admit(profile.name(), caller);
    if (known != null) {
      return shared(key, known, caller);
    }
    Recipe.Fixed recipe = profile.recipe().fill(supply.values(), supply.known());
    BoundProfile filled = BoundProfile.of(profile, recipe, caller);
    bound.put(key, filled);
    shares.add(caller);
    makeRoom();
    return filled;
  }

  /** {@code known}, from now on in the share of {@code caller} if that has fewer. */
  private BoundProfile shared(Values key, BoundProfile known, Object caller) {
    Object owner = known.retention().owner();
    if (owner.equals(caller) || shares.of(caller) + 1 >= shares.of(owner)) {
      return known;
    }
    BoundProfile taken = known.ownedBy(caller);
    bound.put(key, taken);
    shares.remove(owner);
    shares.add(caller);
    return taken;
  }

  private void makeRoom() {
    if (bound.size() <= most) {
      return;
    }
    Object largest = shares.largestFirst().get(0);
    Iterator<BoundProfile> longestUnused = bound.values().iterator();
    while (longestUnused.hasNext()) {
      if (longestUnused.next().retention().owner().equals(largest)) {
        longestUnused.remove();
        shares.remove(largest);
        return;
      }
    }
  }

  /**
   * Forgets what was made of profiles that {@code after} does not have as {@code before} had them.
   *
   * @return the names of profiles that did not change
   */
  Set<String> keep(Collection<Profile> before, Collection<Profile> after) {
    Set<Profile> same = new HashSet<>(before);
    same.retainAll(Set.copyOf(after));
    Set<String> names =
        same.stream()
            .filter(Profile::takesValues)
            .map(Profile::name)
            .collect(Collectors.toUnmodifiableSet());
    bound.values().removeIf(one -> !names.contains(one.name()) && forgotten(one));
    allowances.keySet().retainAll(after.stream().map(Profile::name).toList());
    return names;
  }

  private boolean forgotten(BoundProfile one) {
    shares.remove(one.retention().owner());
    return true;
  }

  private void admit(String profile, Object caller) {
    Allowance allowance =
        allowances.computeIfAbsent(
            profile,
            absent ->
                new Allowance(
                    new Buckets(NEW_AT_ONCE, NEW_PER_SECOND, nanoTime),
                    new TokenBucket(PROFILES_NEW_AT_ONCE, PROFILES_NEW_PER_SECOND, nanoTime)));
    Duration wait = allowance.take(caller);
    if (!wait.isZero()) {
      throw new TooManySessionsException(profile, wait);
    }
  }
}
