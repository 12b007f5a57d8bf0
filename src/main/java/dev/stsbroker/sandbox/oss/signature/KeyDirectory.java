package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the holder of a key, as OSS asks RAM and STS for it. */
public interface KeyDirectory {
  /**
   * The holder of a key, also of a session's that has ended; empty for an unknown or disabled one.
   */
  Optional<KeyHolder> holder(String accessKeyId);

  /** Whether any session has this token. */
  boolean knows(Secret token);

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
      Function<AccessRequest, Access> access) {

    /**
     * Whether a key's holder may do something, and if not, who says so: OSS words the two apart.
     */
    public enum Access {
      /** It may. */
      ALLOWED,
      /** The policies of the user or role do not allow it. */
      DENIED,
      /** The role may, but its session was opened with a policy that does not allow it. */
      DENIED_BY_SESSION_POLICY
    }
  }
}
