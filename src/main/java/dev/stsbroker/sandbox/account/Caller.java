package dev.stsbroker.sandbox.account;

import dev.stsbroker.credential.AccessKey;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The user or session that a verified signature belongs to. */
public sealed interface Caller {
  /** The account it belongs to. */
  String accountId();

  /** What it signs with. */
  AccessKey key();

  /** As trust policies name it; for a session that is its role. */
  String principalArn();

  /** What it may do. */
  Rights rights();

  /** Handed down to the sessions it opens; null for none. */
  @Nullable String sourceIdentity();

  /** Whether it is a session itself, so that another one makes a chain. */
  boolean chained();

  /** What GetCallerIdentity says of it, without the request id. */
  JsonObject identity();

  /** A RAM user with a key of its own. */
  record UserCaller(String accountId, User user) implements Caller {
    @Override
    public AccessKey key() {
      return user.key();
    }

    @Override
    public String principalArn() {
      return "acs:ram::" + accountId + ":user/" + user.name();
    }

    @Override
    public Rights rights() {
      return new Rights(user.policies(), null);
    }

    @Override
    public @Nullable String sourceIdentity() {
      return null;
    }

    @Override
    public boolean chained() {
      return false;
    }

    @Override
    public JsonObject identity() {
      String id = NumericId.of(principalArn());
      return new JsonObject()
          .put("IdentityType", "RAMUser")
          .put("AccountId", accountId)
          .put("Arn", principalArn())
          .put("PrincipalId", id)
          .put("UserId", id);
    }
  }

  /** A role session. */
  record SessionCaller(Session session) implements Caller {
    @Override
    public String accountId() {
      return session.accountId();
    }

    @Override
    public AccessKey key() {
      return session.key();
    }

    @Override
    public String principalArn() {
      return session.roleArn();
    }

    @Override
    public Rights rights() {
      return session.rights();
    }

    @Override
    public @Nullable String sourceIdentity() {
      return session.sourceIdentity();
    }

    @Override
    public boolean chained() {
      return true;
    }

    /** The ARN is spelt {@code assumed-role} here and {@code role} in AssumeRole's answer. */
    @Override
    public JsonObject identity() {
      String role = session.role().name();
      return new JsonObject()
          .put("IdentityType", "AssumedRoleUser")
          .put("AccountId", accountId())
          .put("Arn", "acs:ram::" + accountId() + ":assumed-role/" + role + "/" + session.name())
          .put("PrincipalId", session.principalId())
          .put("RoleId", session.role().roleId());
    }
  }
}
