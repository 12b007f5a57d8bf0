/**
 * Tries a configuration at STS: finds out who the identities are, whether each profile's role can
 * be assumed, and what would repair a failure.
 *
 * <p>Start with {@link dev.stsbroker.check.OnlineChecker}. Imports {@code config} and the rooms
 * whose settings that makes. Never serves the sessions it gets, never prints a secret, never
 * changes anything.
 */
@NullMarked
package dev.stsbroker.check;

import org.jspecify.annotations.NullMarked;
