package dev.stsbroker.broker;

import dev.stsbroker.time.TokenBucket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A bounded cache of profiles filled with the values of jobs. A filled profile is found by its
 * values, without checking them again. The longest unused is dropped first; its session stays, and
 * the next request fills it again.
 */
final class Bindings {
  /**
   * New values of a profile: far more than jobs need, and less than would crowd the broker's calls.
   * Three hundred jobs may start together, and afterwards five in a second.
   */
  private static final int NEW_AT_ONCE = 300;

  private static final int NEW_PER_SECOND = 5;

  private final int most;
  private final LongSupplier nanoTime;
  private final Map<Values, BoundProfile> bound =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Values, BoundProfile> eldest) {
          return size() > most;
        }
      };
  private final Map<String, TokenBucket> allowances = new HashMap<>();

  /** A job's values and the caller's apart: whatever a job calls its own, it is none of those. */
  private record Values(String profile, Map<String, String> byName, Map<String, String> caller) {}

  /**
   * @param most bindings kept; more than there are sessions would serve nobody
   */
  Bindings(LongSupplier nanoTime, int most) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  /**
   * {@code profile} filled with {@code values}.
   *
   * @param caller what is known of the caller
   * @param held whether a filled profile has a session; what has none counts as new
   * @throws dev.stsbroker.parameter.ParameterException if the values are not the profile's
   * @throws dev.stsbroker.parameter.CallerValueException if the caller's are not
   * @throws TooManySessionsException if too many are new
   */
  BoundProfile bind(
      Profile profile,
      Map<String, String> values,
      Map<String, String> caller,
      Predicate<BoundProfile> held) {
    Values key = new Values(profile.name(), values, caller);
    BoundProfile known = bound.get(key);
    if (known != null && held.test(known)) {
      return known;
    }
    profile.recipe().check(values, caller);
    admit(profile.name());
    BoundProfile filled =
        known == null ? BoundProfile.of(profile, profile.recipe().fill(values, caller)) : known;
    bound.put(key, filled);
    return filled;
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
    bound.keySet().removeIf(key -> !names.contains(key.profile()));
    allowances.keySet().retainAll(after.stream().map(Profile::name).toList());
    return names;
  }

  private void admit(String profile) {
    TokenBucket allowance =
        allowances.computeIfAbsent(
            profile, absent -> new TokenBucket(NEW_AT_ONCE, NEW_PER_SECOND, nanoTime));
    Duration wait = allowance.take();
    if (!wait.isZero()) {
      throw new TooManySessionsException(profile, wait);
    }
  }
}
