/**
 * Access of callers to profiles: a caller proves itself by a secret that the profile's owner gave
 * it.
 *
 * <p>Start with {@link dev.stsbroker.access.CallerGate}. Imports {@code event}, {@code secret},
 * {@code text} and {@code time}. Never knows how a secret came over the wire, never keeps one in
 * plain text, and refuses in case of doubt.
 */
@NullMarked
package dev.stsbroker.access;

import org.jspecify.annotations.NullMarked;
