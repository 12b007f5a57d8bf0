package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.Expiring;
import java.time.Instant;

/**
 * What the simulated STS issues.
 *
 * @param key the key it was made for
 * @param serial counts up over all tokens of a world
 * @param issuedAt by STS's clock, to the second
 * @param expiresAt by STS's clock, to the second
 */
record Token(String key, long serial, Instant issuedAt, Instant expiresAt) implements Expiring {}
