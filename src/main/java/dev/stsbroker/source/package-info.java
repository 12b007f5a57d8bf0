/**
 * The broker's own identities, with which it assumes roles; one class for each kind.
 *
 * <p>Start with {@link dev.stsbroker.source.Identities}: those in use, by name. Never caches longer
 * than it must: a rotated key is seen at the next use.
 */
@NullMarked
package dev.stsbroker.source;

import org.jspecify.annotations.NullMarked;
