/**
 * What the emulated services have in common as servers: ports, bounded bodies, the lines that tell
 * of each call, and how much memory all of it may take.
 *
 * <p>Start with {@link dev.stsbroker.sandbox.server.LocalServer}. Never knows which service it
 * serves.
 */
@NullMarked
package dev.stsbroker.sandbox.server;

import org.jspecify.annotations.NullMarked;
