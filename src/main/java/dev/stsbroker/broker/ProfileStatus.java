package dev.stsbroker.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it stands; nothing in it is secret.
 *
 * @param name the profile's name
 * @param identity name of the identity that assumes the role
 * @param role the role's ARN
 * @param prefetch whether it is kept for good
 * @param state what its lease is doing, lower case
 * @param issuedAt of what is held; null if nothing is
 * @param expiresAt of what is held; null if nothing is
 * @param nextAt when STS is next asked; null if that is under way or will not be
 * @param failures calls failed in a row
 * @param failure why the last one failed, one sentence; null if it did not
 */
public record ProfileStatus(
    String name,
    String identity,
    String role,
    boolean prefetch,
    String state,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant nextAt,
    int failures,
    @Nullable String failure) {}
