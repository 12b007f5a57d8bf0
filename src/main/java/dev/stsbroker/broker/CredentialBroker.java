package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.IdentityState.Reach;
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
 * The product in one place. A job names a profile; the broker finds the one session that belongs to
 * it and answers with live credentials: at once while it holds some, else when the one AssumeRole
 * call for it is back. Keeping sessions fresh is {@link LeaseCache}'s part, making one is {@link
 * Issuer}'s, who may ask and how is {@code http}'s.
 *
 * @param <R> what callers are sent, made at refresh
 */
public final class CredentialBroker<R> {
  private final LeaseCache<SessionKey, Issued<R>> leases;
  private Map<String, Profile> profiles = Map.of();
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
    this.bases =
        profiles.stream()
            .map(Profile::base)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    this.defaultProfile = defaultProfile;
    Set<SessionKey> wanted =
        profiles.stream()
            .filter(profile -> !profile.takesParameters())
            .map(SessionKey::of)
            .collect(Collectors.toUnmodifiableSet());
    leases.retireIf(key -> !wanted.contains(key) && !unchanged.contains(key.profile()));
  }

  /**
   * Starts a refresh of every session that {@code wanted} says; what is held is served meanwhile.
   */
  public void refreshIf(Predicate<SessionKey> wanted) {
    leases.refreshIf(wanted);
  }

  /**
   * Tries every failing session that {@code wanted} says at once, instead of when its pause is
   * over.
   */
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

  /** Works within other bounds from now on. */
  public void settings(LeaseSettings settings) {
    leases.settings(settings);
  }

  /**
   * Asks for every prefetched profile's session that is not held; failures are retried in the
   * background. Completes when each has been asked for once, with whatever outcome. Sessions that
   * others are assumed from come first, so that nobody waits for one that stands behind him.
   */
  public Future<Void> start() {
    List<Future<Issued<R>>> first =
        profiles.values().stream()
            .filter(Profile::prefetch)
            .sorted(Comparator.comparingInt(this::links))
            .map(profile -> lease(profile).get())
            .toList();
    return Future.join(first).otherwiseEmpty().mapEmpty();
  }

  /** The profile called {@code name}, the default one for null; null if there is none. */
  public @Nullable Profile profile(@Nullable String name) {
    String wanted = name == null ? defaultProfile : name;
    return wanted == null ? null : profiles.get(wanted);
  }

  /**
   * {@code profile} filled with the values a job supplies, for all methods that take a profile: one
   * with parameters is to be filled first. Values that have a session are found without being
   * checked or filled again.
   *
   * @throws dev.stsbroker.parameter.ParameterException if the profile does not take these values
   * @throws TooManySessionsException if new values come too fast
   */
  public Profile bind(Profile profile, Map<String, String> values) {
    return profile.takesParameters()
        ? bindings.bind(profile, values, bound -> leases.has(SessionKey.of(bound)))
        : fixed(profile, values);
  }

  /** All profiles' names, sorted. */
  public List<String> profileNames() {
    return profiles.keySet().stream().sorted().toList();
  }

  /** The live session of {@code profile}; null if none is held at this moment. Never waits. */
  public @Nullable Issued<R> live(Profile profile) {
    return lease(profile).live();
  }

  /**
   * The live session of {@code profile} for a caller, waiting for STS if none is held. Fails with a
   * {@link dev.stsbroker.credential.CredentialException}.
   */
  public Future<Issued<R>> issue(Profile profile) {
    Lease<SessionKey, Issued<R>> lease = lease(profile);
    if (lease.state() == LeaseState.EMPTY || lease.state() == LeaseState.EXPIRED) {
      causes.asked(lease.key());
    }
    return lease.get();
  }

  /** The same for the broker itself, to assume another role with. */
  Future<Issued<R>> session(Profile profile) {
    return lease(profile).get();
  }

  /**
   * A new session for {@code profile}, whatever is held; that is served until the new one is there.
   * Fails with a {@link CredentialException}.
   */
  public Future<Issued<R>> refresh(Profile profile) {
    return lease(profile).refresh();
  }

  /**
   * The session of {@code base} as the key of an identity, which other profiles' roles are assumed
   * with. A key that STS takes for broken is replaced, whatever its life.
   */
  public IdentitySource source(Profile base) {
    return new ProfileSource(this, base);
  }

  /** How many calls to STS wait for their turn. */
  public int waitingCalls() {
    return leases.waitingCalls();
  }

  /** How many calls to STS were given up and have not ended. */
  public int abandonedCalls() {
    return leases.abandonedCalls();
  }

  /** When {@code profile} is next asked for at STS; null if that is under way. */
  public @Nullable Instant nextTry(Profile profile) {
    return lease(profile).nextAt();
  }

  /** Until when what {@code profile} holds is served; null if nothing live is held. */
  public @Nullable Instant servedUntil(Profile profile) {
    return lease(profile).snapshot().servedUntil();
  }

  /** Whether every prefetched profile holds a live session. */
  public boolean ready() {
    return profiles.values().stream()
        .filter(Profile::prefetch)
        .allMatch(profile -> lease(profile).state().live());
  }

  /** Every profile as it stands, sorted by name. */
  public List<ProfileStatus> statuses() {
    Map<String, List<LeaseSnapshot<SessionKey, Issued<R>>>> held =
        leases.snapshot().stream().collect(Collectors.groupingBy(lease -> lease.key().profile()));
    return profileNames().stream()
        .map(profiles::get)
        .filter(Objects::nonNull)
        .map(profile -> ProfileStatus.of(profile, held.getOrDefault(profile.name(), List.of())))
        .toList();
  }

  /** How far the sessions reach that were assumed as {@code identity}. */
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

  /** Plans all refreshes anew: to be called when the clock was moved. */
  public void replan() {
    leases.replan();
  }

  /** How many profiles' sessions lie between {@code profile} and an identity. */
  private int links(Profile profile) {
    String base = profile.base();
    Profile next = base == null ? null : profiles.get(base);
    return next == null ? 0 : 1 + links(next);
  }

  private static Profile fixed(Profile profile, Map<String, String> values) {
    profile.recipe().parameters().check(values);
    return profile;
  }

  private Lease<SessionKey, Issued<R>> lease(Profile profile) {
    RetentionPolicy keep =
        profile.prefetch()
            ? RetentionPolicy.PINNED
            : new RetentionPolicy(false, profile.idleAfter());
    return leases.lease(SessionKey.of(profile), keep);
  }
}
