package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.Expiring;
import java.time.Instant;

/**
 * What the simulated STS issues.
 *
 * @param key the key it was made for
 * @param serial counts up over all tokens of a world
 * @param issuedAt by STS's clock, to the second
 * @param expiresAt as STS says it, to the second; it may lie
 * @param arrivesAt when the answer comes, by the steady clock, in nanoseconds
 * @param belief what is to be believed of it
 */
record Token(
    String key, long serial, Instant issuedAt, Instant expiresAt, long arrivesAt, Belief belief)
    implements Expiring {

  /** Mutable: known when the token arrives, and by whose key it was made then. */
  static final class Belief {
    Instant ends = Instant.MAX;
    int version;
  }

  @Override
  public String toString() {
    return key + " " + serial + ", expires " + expiresAt;
  }
}
