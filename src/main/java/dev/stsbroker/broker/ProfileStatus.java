package dev.stsbroker.broker;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.IdentityState.Trouble;
import dev.stsbroker.lease.LeaseSnapshot;
import dev.stsbroker.lease.LeaseState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a profile at one moment; nothing in it is secret. For a profile with parameters it
 * shows the session in the worst state: a failing one, else one that is being asked for, else the
 * next to end.
 *
 * @param name the profile's name
 * @param identity name of the identity that assumes the role
 * @param role the role's ARN
 * @param prefetch whether it is kept for good
 * @param state what its lease is doing, lower case
 * @param since when it began to do that; null if it has none
 * @param issuedAt of what is held; null if nothing is
 * @param expiresAt of what is held; null if nothing is
 * @param servedUntil until when what is held is served; null if nothing live is held
 * @param nextAt when STS is next asked; null if that is under way or will not be
 * @param askedAt since when STS is being asked; null if it is not
 * @param failures calls failed in a row
 * @param trouble why the last one failed, and what to do; null if it did not
 * @param sessions how many are kept, with whatever state
 */
public record ProfileStatus(
    String name,
    String identity,
    String role,
    boolean prefetch,
    String state,
    @Nullable Instant since,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant servedUntil,
    @Nullable Instant nextAt,
    @Nullable Instant askedAt,
    int failures,
    @Nullable Trouble trouble,
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
    return worst == null
        ? of(profile, LeaseState.EMPTY, null, 0)
        : of(profile, worst.state(), worst, leases.size());
  }

  private static <R> ProfileStatus of(
      Profile profile,
      LeaseState state,
      @Nullable LeaseSnapshot<SessionKey, Issued<R>> lease,
      int sessions) {
    Issued<R> held = lease == null ? null : lease.value();
    CredentialException failure = lease == null ? null : lease.failure();
    return new ProfileStatus(
        profile.name(),
        profile.identity(),
        profile.recipe().role().value(),
        profile.prefetch(),
        state.label(),
        lease == null ? null : lease.since(),
        held == null ? null : held.issuedAt(),
        held == null ? null : held.expiresAt(),
        lease == null ? null : lease.servedUntil(),
        lease == null ? null : lease.nextAt(),
        lease == null ? null : lease.askedAt(),
        lease == null ? 0 : lease.failures(),
        failure == null ? null : Advice.of(failure, profile.identity()),
        sessions);
  }

  /** Why the last call failed, one sentence; null if it did not. */
  public @Nullable String failure() {
    return trouble == null ? null : trouble.sentence();
  }

  /**
   * All of a trouble in one line: since when, what, until when it does no harm, when STS is asked
   * again, what to do; null if there is none.
   */
  public @Nullable String line() {
    Trouble wrong = trouble;
    if (wrong == null) {
      return null;
    }
    String harm =
        servedUntil == null
            ? "nothing live is held"
            : "what is held is served until " + servedUntil;
    String again =
        askedAt != null ? "asked again now" : "next try " + (nextAt == null ? "none" : nextAt);
    return "profile %s %s since %s: %s; %s; %s; to do: %s"
        .formatted(name, state, since, wrong.told(), harm, again, wrong.todo());
  }

  private static Instant end(LeaseSnapshot<SessionKey, ? extends Issued<?>> lease) {
    Issued<?> held = lease.value();
    return held == null ? Instant.MAX : held.expiresAt();
  }
}
