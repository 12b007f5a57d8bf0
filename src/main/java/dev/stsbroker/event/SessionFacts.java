package dev.stsbroker.event;

import java.time.Instant;
import java.util.Map;

/**
 * A session as STS issued it, without what is secret about it.
 *
 * @param profile the profile it belongs to
 * @param roleArn ARN of the role that was assumed
 * @param sessionName the role session's name
 * @param parameters the values it was made for, by name; empty for a profile without parameters
 * @param accessKeyId the temporary key's id
 * @param expiresAt the Expiration
 * @param requestId of the STS call
 */
public record SessionFacts(
    String profile,
    String roleArn,
    String sessionName,
    Map<String, String> parameters,
    String accessKeyId,
    Instant expiresAt,
    String requestId) {}
