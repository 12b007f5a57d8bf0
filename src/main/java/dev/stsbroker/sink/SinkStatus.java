package dev.stsbroker.sink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a credential file at one moment; nothing in it is secret.
 *
 * @param profile whose credentials it holds
 * @param format what the configuration calls its format
 * @param path where it is
 * @param state {@code waiting} for credentials, {@code writing}, {@code written} or {@code failing}
 * @param writtenAt when it was last written; null if it was not
 * @param expiresAt when what was written ends; null if nothing was
 * @param failures attempts failed in a row
 * @param failure why the last one failed, one sentence; null if it did not
 */
public record SinkStatus(
    String profile,
    String format,
    String path,
    String state,
    @Nullable Instant writtenAt,
    @Nullable Instant expiresAt,
    int failures,
    @Nullable String failure) {}
