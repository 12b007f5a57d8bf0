package dev.stsbroker.sandbox.account;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.PolicyDocument;
import java.util.List;

/**
 * A RAM user with one of its access keys; a user with two keys is there twice.
 *
 * @param name the user's name
 * @param key its access key, without a token
 * @param active whether the key is enabled
 * @param policies the policies attached to it; what none of them allows is denied
 */
public record User(String name, AccessKey key, boolean active, List<PolicyDocument> policies) {
  /** Copies the list. */
  public User {
    policies = List.copyOf(policies);
  }

  /** The same user and key, enabled or disabled. */
  public User withActive(boolean enabled) {
    return new User(name, key, enabled, policies);
  }
}
