/**
 * Access of callers to profiles: a caller proves itself by a secret that the profile's owner gave
 * it, or is known by its user, which the kernel names.
 *
 * <p>Start with {@link dev.stsbroker.access.CallerGate}. Never knows how a secret came over the
 * wire, never keeps one in plain text, and refuses in case of doubt.
 */
@NullMarked
package dev.stsbroker.access;

import org.jspecify.annotations.NullMarked;
