package dev.stsbroker.lease;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.Expiring;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key's lease at one instant.
 *
 * @param key what decides the value
 * @param state what it is doing
 * @param since when it began to do that
 * @param value what is held, live or not; null if nothing ever was
 * @param failure why the last call failed; null if it did not
 * @param failures how many calls in a row have failed
 * @param nextAt when the next call is due; null if none is, or one is under way
 * @param askedAt since when a call is under way, or waits for its turn; null if none is
 * @param usedAt when it was last asked for
 */
public record LeaseSnapshot<K, V extends Expiring>(
    K key,
    LeaseState state,
    Instant since,
    @Nullable V value,
    @Nullable CredentialException failure,
    int failures,
    @Nullable Instant nextAt,
    @Nullable Instant askedAt,
    Instant usedAt) {

  /** Until when what is held is served; null if nothing live is held. */
  public @Nullable Instant servedUntil() {
    V held = value;
    return held == null || !state.live() ? null : held.expiresAt().minus(Lease.LAST_SERVED);
  }
}
