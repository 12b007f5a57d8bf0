package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.lease.Keep;
import dev.stsbroker.lease.Lease;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseSnapshot;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, Profile> profiles;
  private final @Nullable String defaultProfile;
  private final LeaseCache<SessionKey, Issued<R>> leases;

  /**
   * @param defaultProfile one of {@code profiles}, meant when a job names none; null if it must
   *     name one
   */
  public CredentialBroker(
      Collection<Profile> profiles,
      @Nullable String defaultProfile,
      LeaseCache<SessionKey, Issued<R>> leases) {
    Map<String, Profile> byName = new LinkedHashMap<>();
    profiles.forEach(profile -> byName.put(profile.name(), profile));
    this.profiles = Map.copyOf(byName);
    this.defaultProfile = defaultProfile;
    this.leases = leases;
  }

  /**
   * Asks for every prefetched profile's session; failures are retried in the background. Completes
   * when each has been asked for once, with whatever outcome.
   */
  public Future<Void> start() {
    List<Future<Issued<R>>> first =
        profiles.values().stream()
            .filter(Profile::prefetch)
            .map(profile -> lease(profile).refresh())
            .toList();
    return Future.join(first).otherwiseEmpty().mapEmpty();
  }

  /** The profile called {@code name}, the default one for null; null if there is none. */
  public @Nullable Profile profile(@Nullable String name) {
    String wanted = name == null ? defaultProfile : name;
    return wanted == null ? null : profiles.get(wanted);
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
   * The live session of {@code profile}, waiting for STS if none is held. Fails with a {@link
   * dev.stsbroker.credential.CredentialException}.
   */
  public Future<Issued<R>> issue(Profile profile) {
    return lease(profile).get();
  }

  /**
   * A new session for {@code profile}, whatever is held; that is served until the new one is there.
   * Fails with a {@link CredentialException}.
   */
  public Future<Issued<R>> refresh(Profile profile) {
    return lease(profile).refresh();
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

  /** Whether every prefetched profile holds a live session. */
  public boolean ready() {
    return profiles.values().stream()
        .filter(Profile::prefetch)
        .allMatch(profile -> lease(profile).state().live());
  }

  /** Every profile as it stands, sorted by name. */
  public List<ProfileStatus> statuses() {
    return profileNames().stream()
        .map(profiles::get)
        .filter(Objects::nonNull)
        .map(this::status)
        .toList();
  }

  /** Plans all refreshes anew: to be called when the clock was moved. */
  public void replan() {
    leases.replan();
  }

  private ProfileStatus status(Profile profile) {
    LeaseSnapshot<SessionKey, Issued<R>> lease = lease(profile).snapshot();
    Issued<R> held = lease.value();
    CredentialException failure = lease.failure();
    return new ProfileStatus(
        profile.name(),
        profile.identity(),
        profile.request().role().value(),
        profile.prefetch(),
        lease.state().name().toLowerCase(Locale.ROOT),
        held == null ? null : held.issuedAt(),
        held == null ? null : held.expiresAt(),
        lease.nextAt(),
        lease.failures(),
        failure == null ? null : failure.sentence());
  }

  private Lease<SessionKey, Issued<R>> lease(Profile profile) {
    Keep keep = profile.prefetch() ? Keep.PINNED : new Keep(false, profile.idleAfter());
    return leases.lease(SessionKey.of(profile), keep);
  }
}
