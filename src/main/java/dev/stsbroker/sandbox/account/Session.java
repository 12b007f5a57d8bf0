package dev.stsbroker.sandbox.account;

import dev.stsbroker.credential.AccessKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of a role that was assumed.
 *
 * @param accountId the account of the role
 * @param role the role, as it was when it was assumed
 * @param name the session's name
 * @param key the temporary key, with its token
 * @param expiresAt when it ends, to the second
 * @param rights what it may do
 * @param sourceIdentity handed down through a chain of roles; null for none
 */
public record Session(
    String accountId,
    Role role,
    String name,
    AccessKey key,
    Instant expiresAt,
    Rights rights,
    @Nullable String sourceIdentity) {

  /** The id of the session's principal, {@code <role id>:<session name>}. */
  public String principalId() {
    return role.roleId() + ":" + name;
  }

  /** The ARN of its role. */
  public String roleArn() {
    return "acs:ram::" + accountId + ":role/" + role.name();
  }
}
