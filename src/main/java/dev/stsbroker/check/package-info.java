/**
 * Tries a configuration at STS: who the identities are, whether each profile's role can be assumed,
 * and what would mend what cannot.
 *
 * <p>Start with {@link dev.stsbroker.check.OnlineChecker}. Imports {@code config} and what it makes
 * the settings of. Never serves what it was given, never prints a secret, never changes anything.
 */
@NullMarked
package dev.stsbroker.check;

import org.jspecify.annotations.NullMarked;
