/**
 * The refresh-ahead engine: replaces values before they end, with one call at a time for each key.
 *
 * <p>Knows nothing of STS, HTTP or configuration. Reads only the clock that it was given, and never
 * locks: everything runs on the scheduler's thread.
 */
@NullMarked
package dev.stsbroker.lease;

import org.jspecify.annotations.NullMarked;
