/**
 * The refresh-ahead engine: keeps values with an end fresh, ahead of time, one call at a time for
 * each key.
 *
 * <p>Knows nothing of STS, HTTP or configuration. Never reads a clock it was not given, never
 * locks: everything runs on the scheduler's thread.
 */
@NullMarked
package dev.stsbroker.lease;

import org.jspecify.annotations.NullMarked;
