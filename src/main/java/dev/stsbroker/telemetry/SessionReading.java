package dev.stsbroker.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one session at one moment, for the gauges.
 *
 * @param profile its profile
 * @param state its lease's state, lower case
 * @param issuedAt null if nothing is held
 * @param expiresAt null if nothing is held
 * @param failures calls failed in a row
 */
public record SessionReading(
    String profile,
    String state,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    int failures) {}
