/**
 * The server that the emulated services share: ports, bounded bodies, a log line for each call, and
 * bounds on memory.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.server.LocalServer}. Never knows which service it
 * serves.
 */
@NullMarked
package dev.stsbroker.sandbox.server;

import org.jspecify.annotations.NullMarked;
