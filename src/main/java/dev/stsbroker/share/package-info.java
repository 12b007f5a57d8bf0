/**
 * Bounds that are shared fairly between callers: buckets, turns, and who holds the most.
 *
 * <p>Imports {@code time} alone. Knows no request, no profile and no connection: a caller is any
 * object with {@code equals}.
 */
@NullMarked
package dev.stsbroker.share;

import org.jspecify.annotations.NullMarked;
