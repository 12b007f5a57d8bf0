package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.AccessRequest;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user or a role session.
 *
 * @param accountId the account it belongs to
 * @param key what it signs with; with a token if it is a session
 * @param expiresAt when a session ends; null for a user
 * @param access what it may do
 */
public record KeyHolder(
    String accountId,
    AccessKey key,
    @Nullable Instant expiresAt,
    Function<AccessRequest, Access> access) {}
