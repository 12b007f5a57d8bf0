package dev.stsbroker.sts;

/**
 * The answer of GetCallerIdentity: whom a key belongs to.
 *
 * @param accountId the account the key belongs to
 * @param arn the user, role session or account
 * @param type {@code Account}, {@code RAMUser} or {@code AssumedRoleUser}
 */
public record CallerIdentity(String accountId, String arn, String type) {}
