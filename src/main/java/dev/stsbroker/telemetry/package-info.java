/**
 * Meters and log lines: what the broker's events look like to those who run it.
 *
 * <p>Imports {@code event} and {@code credential}; the one room that knows Micrometer. Never labels
 * a meter with a value a caller chose.
 */
@NullMarked
package dev.stsbroker.telemetry;

import org.jspecify.annotations.NullMarked;
