/**
 * Weeks of an engine's life on virtual time: a seed decides the callers, the weather at STS and the
 * clock's jumps, and every promise is checked at every event.
 *
 * <p>Imports {@code lease}, {@code credential} and {@code time}. Never reads a real clock but to
 * say how long a run took, and never starts a thread that a world could notice.
 */
@NullMarked
package dev.stsbroker.lease.simulation;

import org.jspecify.annotations.NullMarked;
