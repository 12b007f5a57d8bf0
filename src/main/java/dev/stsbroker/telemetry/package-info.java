/**
 * Metrics and log lines made of the broker's events, for operators.
 *
 * <p>Imports {@code credential}, {@code event} and {@code text}; the one room that knows
 * Micrometer. Never labels a meter with a value a caller chose.
 */
@NullMarked
package dev.stsbroker.telemetry;

import org.jspecify.annotations.NullMarked;
