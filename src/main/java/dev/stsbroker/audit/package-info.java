/**
 * The audit: one line of JSON for each issuance, first serve, refusal, rotation, reload and order,
 * in a file of its own or on standard output.
 *
 * <p>Start with {@link dev.stsbroker.audit.AuditTrail}. Imports {@code access.kernel}, {@code
 * credential}, {@code event}, {@code io}, {@code sink} for safe folders, {@code text} and {@code
 * time}. Never touches a file on the event loop, never writes a secret, never keeps a caller
 * waiting.
 */
@NullMarked
package dev.stsbroker.audit;

import org.jspecify.annotations.NullMarked;
