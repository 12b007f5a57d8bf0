/**
 * Who calls, and may they: callers prove themselves by a secret that a profile's owner gave them.
 *
 * <p>Start with {@link dev.stsbroker.access.CallerGate}. Imports {@code event}, {@code secret} and
 * {@code text}. Never knows how a secret came over the wire, never keeps one in plain, and takes
 * any doubt for a no.
 */
@NullMarked
package dev.stsbroker.access;

import org.jspecify.annotations.NullMarked;
