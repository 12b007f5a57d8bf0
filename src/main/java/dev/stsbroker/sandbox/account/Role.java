package dev.stsbroker.sandbox.account;

import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.trust.TrustPolicy;
import java.time.Duration;
import java.util.List;

/**
 * A RAM role.
 *
 * @param name the role's name within its account
 * @param roleId the number that stands for it in the ids of its sessions
 * @param trustPolicy who may assume it
 * @param policies the policies attached to it; what none of them allows is denied
 * @param maxSessionDuration the longest session, 1 h to 12 h
 */
public record Role(
    String name,
    String roleId,
    TrustPolicy trustPolicy,
    List<PolicyDocument> policies,
    Duration maxSessionDuration) {
  /** Copies the list. */
  public Role {
    policies = List.copyOf(policies);
  }
}
