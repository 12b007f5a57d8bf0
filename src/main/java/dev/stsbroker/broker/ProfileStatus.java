package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.lease.LeaseSnapshot;
import dev.stsbroker.lease.LeaseState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it stands; nothing in it is secret. Of a profile with parameters it is the session
 * that fares worst: one that fails, else one being asked for, else the next to end.
 *
 * @param name the profile's name
 * @param identity name of the identity that assumes the role
 * @param role the role's ARN
 * @param prefetch whether it is kept for good
 * @param state what its lease is doing, lower case
 * @param issuedAt of what is held; null if nothing is
 * @param expiresAt of what is held; null if nothing is
 * @param nextAt when STS is next asked; null if that is under way or will not be
 * @param failures calls failed in a row
 * @param failure why the last one failed, one sentence; null if it did not
 * @param sessions how many are kept, with whatever state
 */
public record ProfileStatus(
    String name,
    String identity,
    String role,
    boolean prefetch,
    String state,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant nextAt,
    int failures,
    @Nullable String failure,
    int sessions) {

  /** Of {@code profile}, whose sessions are {@code leases}. */
  static <R> ProfileStatus of(Profile profile, List<LeaseSnapshot<SessionKey, Issued<R>>> leases) {
    LeaseSnapshot<SessionKey, Issued<R>> worst =
        leases.stream()
            .min(
                Comparator.<LeaseSnapshot<SessionKey, Issued<R>>>comparingInt(
                        lease -> lease.failure() != null ? 0 : lease.nextAt() == null ? 1 : 2)
                    .thenComparing(ProfileStatus::end))
            .orElse(null);
    Issued<R> held = worst == null ? null : worst.value();
    CredentialException failure = worst == null ? null : worst.failure();
    LeaseState state = worst == null ? LeaseState.EMPTY : worst.state();
    return new ProfileStatus(
        profile.name(),
        profile.identity(),
        profile.recipe().role().value(),
        profile.prefetch(),
        state.name().toLowerCase(Locale.ROOT),
        held == null ? null : held.issuedAt(),
        held == null ? null : held.expiresAt(),
        worst == null ? null : worst.nextAt(),
        worst == null ? 0 : worst.failures(),
        failure == null ? null : failure.sentence(),
        leases.size());
  }

  private static Instant end(LeaseSnapshot<SessionKey, ? extends Issued<?>> lease) {
    Issued<?> held = lease.value();
    return held == null ? Instant.MAX : held.expiresAt();
  }
}
