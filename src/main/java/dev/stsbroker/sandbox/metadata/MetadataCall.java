package dev.stsbroker.sandbox.metadata;

import java.time.Instant;

/**
 * A request the metadata service has seen.
 *
 * @param at when, by the sandbox's clock
 * @param method the HTTP method
 * @param path as sent, cut and without control characters
 * @param withToken whether it carried a token, good or bad
 * @param status the HTTP status of the answer, before a fault changed it
 * @param fault the name of the scripted fault; empty for none
 */
public record MetadataCall(
    Instant at, String method, String path, boolean withToken, int status, String fault) {}
