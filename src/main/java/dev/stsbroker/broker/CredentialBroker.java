package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.IdentityState.Reach;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.lease.Lease;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.LeaseSnapshot;
import dev.stsbroker.lease.LeaseState;
import dev.stsbroker.lease.RetentionPolicy;
import dev.stsbroker.source.IdentitySource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the name of a profile with live credentials: the use case that everything else serves.
 * With a live session it answers at once, otherwise when the one AssumeRole call for it returns.
 * {@link LeaseCache} keeps sessions fresh, {@link Issuer} makes them, {@code http} guards them.
 *
 * @param <R> the form in which callers get credentials, made at refresh
 */
public final class CredentialBroker<R> {
  private final LeaseCache<SessionKey, Issued<R>> leases;
  private Map<String, Profile> profiles = Map.of();

  /** The profiles that take no values, by name. */
  private Map<String, BoundProfile> fixed = Map.of();

  private int changes;
  private Set<String> bases = Set.of();
  private @Nullable String defaultProfile;
  private final Bindings bindings;
  private final Causes causes;

  /**
   * Has no profiles yet.
   *
   * @param nanoTime the scheduler's, which only moves forward
   * @param causes told that a caller needs a session that is not held
   */
  public CredentialBroker(
      LeaseCache<SessionKey, Issued<R>> leases, LongSupplier nanoTime, Causes causes) {
    this.leases = leases;
    this.causes = causes;
    this.bindings = new Bindings(nanoTime, leases.maxSessions());
  }

  /**
   * Serves {@code profiles} from now on. Those that were there before and have not changed keep
   * their sessions; sessions of the others are dropped.
   *
   * @param defaultProfile one of {@code profiles}, meant when a job names none; null if it must
   *     name one
   */
  public void configure(Collection<Profile> profiles, @Nullable String defaultProfile) {
    Map<String, Profile> byName = new LinkedHashMap<>();
    profiles.forEach(profile -> byName.put(profile.name(), profile));
    Set<String> unchanged = bindings.keep(this.profiles.values(), profiles);
    this.profiles = Map.copyOf(byName);
    this.bases = Set.copyOf(profiles.stream().map(Profile::base).filter(Objects::nonNull).toList());
    this.fixed =
        profiles.stream()
            .filter(profile -> !profile.takesValues())
            .collect(Collectors.toUnmodifiableMap(Profile::name, BoundProfile::of));
    this.defaultProfile = defaultProfile;
    this.changes++;
    Set<SessionKey> wanted =
        fixed.values().stream().map(BoundProfile::key).collect(Collectors.toUnmodifiableSet());
    leases.retireIf(key -> !wanted.contains(key) && !unchanged.contains(key.profile()));
  }

  /** Starts a refresh of every session that {@code wanted} accepts; old ones are served on. */
  public void refreshIf(Predicate<SessionKey> wanted) {
    leases.refreshIf(wanted);
  }

  /** Tries every failing session that {@code wanted} accepts at once. */
  public void retryIf(Predicate<SessionKey> wanted) {
    leases.retryIf(wanted);
  }

  /**
   * The identities of the sessions that {@code changed} says are others from now on: each session
   * is asked for anew, whatever call is under way; what is held is served meanwhile.
   */
  public void startAnewIf(Predicate<SessionKey> changed) {
    leases.startAnewIf(changed);
  }

  /**
   * What kept the sessions that {@code changed} says from being had may be mended: those that fail,
   * or are waited for, are asked for at once. Those that are held are not.
   */
  public void mendIf(Predicate<SessionKey> changed) {
    leases.mendIf(changed);
  }

  /**
   * {@code profile} has a session: those that are assumed from it, and failed without, are tried at
   * once.
   */
  public void loaded(String profile) {
    if (bases.contains(profile)) {
      String identity = Profile.via(profile);
      retryIf(key -> key.identity().equals(identity));
    }
  }

  /** Replaces the bounds on sessions and calls. */
  public void settings(LeaseSettings settings) {
    leases.settings(settings);
  }

  /**
   * Asks for every prefetched profile's session that is not held; failures are retried in the
   * background. Completes when each was asked for once, those that others are assumed from first.
   */
  public Future<Void> start() {
    List<Future<Issued<R>>> first =
        profiles.values().stream()
            .filter(Profile::prefetch)
            .sorted(Comparator.comparingInt(this::links))
            .map(profile -> lease(fixed(profile)).get())
            .toList();
    return Future.join(first).otherwiseEmpty().mapEmpty();
  }

  /** How often profiles were configured: while it is the same, a name means the same profile. */
  public int changes() {
    return changes;
  }

  /** The profile called {@code name}, the default one for null; null if there is none. */
  public @Nullable Profile profile(@Nullable String name) {
    String wanted = name == null ? defaultProfile : name;
    return wanted == null ? null : profiles.get(wanted);
  }

  /**
   * {@code profile} with a job's values and what is {@code known} of its caller, by the names of
   * {@code CallerValues}. A new session is in its share; values that have one are not filled anew.
   *
   * @throws dev.stsbroker.parameter.ParameterException if the profile does not take these values
   * @throws dev.stsbroker.parameter.CallerValueException if it takes values that are not known
   * @throws TooManySessionsException if new values come too fast
   */
  public BoundProfile bind(
      Profile profile, Map<String, String> values, Map<String, String> known, Object caller) {
    if (profile.takesValues()) {
      var supply = new Bindings.Supply(values, known);
      return bindings.bind(profile, supply, bound -> leases.has(bound.key()), caller);
    }
    if (!values.isEmpty()) {
      profile.recipe().parameters().check(values);
    }
    return fixed(profile);
  }

  /** The same for nobody in particular. */
  public BoundProfile bind(Profile profile, Map<String, String> values) {
    return bind(profile, values, Map.of(), RetentionPolicy.NOBODY);
  }

  /** All profiles' names, sorted. */
  public List<String> profileNames() {
    return profiles.keySet().stream().sorted().toList();
  }

  /** The live session of {@code profile}; null if none is held at this moment. Never waits. */
  public @Nullable Issued<R> live(BoundProfile profile) {
    return lease(profile).live();
  }

  /**
   * The live session of {@code profile} for a caller, waiting for STS if none is held. Fails with a
   * {@link dev.stsbroker.credential.CredentialException}.
   *
   * @param caller who asks
   */
  public Future<Issued<R>> issue(BoundProfile profile, CallerFacts caller) {
    Lease<SessionKey, Issued<R>> lease = lease(profile);
    if (lease.state() == LeaseState.EMPTY || lease.state() == LeaseState.EXPIRED) {
      causes.asked(lease.key(), caller);
    }
    return lease.get();
  }

  /** The same for the broker itself, to assume another role with; anew if {@code another}. */
  Future<Issued<R>> session(Profile profile, boolean another) {
    Lease<SessionKey, Issued<R>> lease = lease(fixed(profile));
    return another ? lease.refresh() : lease.get();
  }

  /**
   * Fetches a new session for {@code profile}; the old one is served until the new one has come.
   * Fails with a {@link CredentialException}.
   */
  public Future<Issued<R>> refresh(BoundProfile profile) {
    return lease(profile).refresh();
  }

  /** The session of {@code base} as a key for other roles; replaced where STS refuses it. */
  public IdentitySource source(Profile base) {
    return new ProfileSource(this, base);
  }

  /** The number of calls to STS that wait for their turn. */
  public int waitingCalls() {
    return leases.waitingCalls();
  }

  /** The number of calls to STS that were given up and have not ended. */
  public int abandonedCalls() {
    return leases.abandonedCalls();
  }

  /** When {@code profile} is next asked for at STS; null if that is under way. */
  public @Nullable Instant nextTry(BoundProfile profile) {
    return lease(profile).nextAt();
  }

  /** Until when what {@code profile} holds is served; null if nothing live is held. */
  public @Nullable Instant servedUntil(BoundProfile profile) {
    return lease(profile).snapshot().servedUntil();
  }

  /** Whether every prefetched profile holds a live session. */
  public boolean ready() {
    return profiles.values().stream()
        .filter(Profile::prefetch)
        .allMatch(profile -> lease(fixed(profile)).state().live());
  }

  /** The state of every profile, sorted by name. */
  public List<ProfileStatus> statuses() {
    Map<String, List<LeaseSnapshot<SessionKey, Issued<R>>>> held =
        leases.snapshot().stream().collect(Collectors.groupingBy(lease -> lease.key().profile()));
    return profileNames().stream()
        .map(profiles::get)
        .filter(Objects::nonNull)
        .map(profile -> ProfileStatus.of(profile, held.getOrDefault(profile.name(), List.of())))
        .toList();
  }

  /** Until when the sessions that {@code identity} has assumed are served. */
  public Reach reach(String identity) {
    List<LeaseSnapshot<SessionKey, Issued<R>>> made =
        leases.snapshot(key -> key.identity().equals(identity));
    return new Reach(
        earliest(made, LeaseSnapshot::servedUntil),
        earliest(made, lease -> lease.askedAt() == null ? lease.nextAt() : lease.askedAt()));
  }

  private static <T> @Nullable Instant earliest(List<T> all, Function<T, @Nullable Instant> time) {
    Instant first = null;
    for (T one : all) {
      Instant next = time.apply(one);
      if (next != null && (first == null || next.isBefore(first))) {
        first = next;
      }
    }
    return first;
  }

  /** Plans all refreshes again; to be called after the clock has moved. */
  public void replan() {
    leases.replan();
  }

  /** How many profiles' sessions lie between {@code profile} and an identity. */
  private int links(Profile profile) {
    String base = profile.base();
    Profile next = base == null ? null : profiles.get(base);
    return next == null ? 0 : 1 + links(next);
  }

  /** A profile that takes no values; it may have been configured a moment ago and be gone now. */
  private BoundProfile fixed(Profile profile) {
    BoundProfile known = fixed.get(profile.name());
    return known != null && known.profile().equals(profile) ? known : BoundProfile.of(profile);
  }

  private Lease<SessionKey, Issued<R>> lease(BoundProfile profile) {
    return leases.lease(profile.key(), profile.retention());
  }
}
