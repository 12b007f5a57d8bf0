package dev.stsbroker.sts;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.SessionPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a call of AssumeRole.
 *
 * @param role the role to assume
 * @param sessionName 2 to 64 letters, digits and {@code .@-_}
 * @param duration life asked for, whole seconds, 15 min to 12 h
 * @param policy session policy; null for the whole role
 * @param externalId null for none
 * @param sourceIdentity null for none
 */
public record SessionRequest(
    RoleArn role,
    String sessionName,
    Duration duration,
    @Nullable SessionPolicy policy,
    @Nullable String externalId,
    @Nullable String sourceIdentity) {

  /** The same but for its duration. */
  public SessionRequest lasting(Duration other) {
    return new SessionRequest(role, sessionName, other, policy, externalId, sourceIdentity);
  }
}
