package dev.stsbroker.sandbox.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.sandbox.rpc.RpcRequest;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of AssumeRole, within the bounds that its documentation gives.
 *
 * @param role the role asked for, which need not exist
 * @param sessionName 2 to 64 characters
 * @param duration 15 min to 12 h
 * @param policy the session policy; null for none
 * @param externalId 2 to 1224 characters; null for none
 * @param sourceIdentity 2 to 64 characters; null for none
 */
public record AssumeRoleRequest(
    RoleArn role,
    String sessionName,
    Duration duration,
    @Nullable PolicyDocument policy,
    @Nullable String externalId,
    @Nullable String sourceIdentity) {

  private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");
  private static final Pattern SOURCE_IDENTITY =
      Pattern.compile("(?!acs:|aliyun:|alibabacloud:)[A-Za-z0-9_+=,.@-]{2,64}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final int LARGEST_POLICY = 2048;

  /**
   * Reads them.
   *
   * @throws StsRefusal if one is missing or out of bounds
   */
  static AssumeRoleRequest read(RpcRequest request) {
    AssumeRoleRequest common = readCommon(request);
    return new AssumeRoleRequest(
        common.role,
        common.sessionName,
        common.duration,
        common.policy,
        optional(request, "ExternalId", EXTERNAL_ID),
        optional(request, "SourceIdentity", SOURCE_IDENTITY));
  }

  /**
   * Reads those that AssumeRoleWithOIDC has too: all but the external id and the source identity.
   *
   * @throws StsRefusal if one is missing or out of bounds
   */
  static AssumeRoleRequest readCommon(RpcRequest request) {
    RoleArn role = role(request.required("RoleArn"));
    String sessionName = request.required("RoleSessionName");
    if (!SESSION_NAME.matcher(sessionName).matches()) {
      throw StsError.WRONGLY_FORMED.refusal("RoleSessionName");
    }
    return new AssumeRoleRequest(
        role,
        sessionName,
        duration(request.parameter("DurationSeconds")),
        policy(request),
        null,
        null);
  }

  /** The same request with the source identity that a chain of roles hands down; null for none. */
  AssumeRoleRequest withSourceIdentity(@Nullable String identity) {
    return new AssumeRoleRequest(role, sessionName, duration, policy, externalId, identity);
  }

  private static RoleArn role(String arn) {
    try {
      return new RoleArn(arn);
    } catch (IllegalArgumentException e) {
      throw StsError.WRONGLY_FORMED.refusal("RoleArn");
    }
  }

  private static Duration duration(String seconds) {
    if (seconds.isEmpty()) {
      return SessionBounds.DEFAULT;
    }
    if (!SECONDS.matcher(seconds).matches()) {
      throw StsError.DURATION.refusal();
    }
    Duration duration = Duration.ofSeconds(Long.parseLong(seconds));
    if (duration.compareTo(SessionBounds.SHORTEST) < 0
        || duration.compareTo(SessionBounds.LONGEST) > 0) {
      throw StsError.DURATION.refusal();
    }
    return duration;
  }

  /** An empty policy is one that fails the grammar check, not one that is missing. */
  private static @Nullable PolicyDocument policy(RpcRequest request) {
    if (!request.parameters().containsKey("Policy")) {
      return null;
    }
    String text = request.parameter("Policy");
    if (text.getBytes(UTF_8).length > LARGEST_POLICY) {
      throw StsError.POLICY_SIZE.refusal();
    }
    try {
      return PolicyDocument.parse(text);
    } catch (PolicyException e) {
      throw StsError.POLICY_GRAMMAR.refusal();
    }
  }

  private static @Nullable String optional(RpcRequest request, String name, Pattern shape) {
    String value = request.parameter(name);
    if (value.isEmpty()) {
      return null;
    }
    if (!shape.matcher(value).matches()) {
      throw StsError.WRONGLY_FORMED.refusal(name);
    }
    return value;
  }

  /** How long sessions may last, whatever the role says: the bounds of {@code DurationSeconds}. */
  public static final class SessionBounds {
    public static final Duration SHORTEST = Duration.ofMinutes(15);
    public static final Duration LONGEST = Duration.ofHours(12);

    /**
     * Without {@code DurationSeconds}, and for roles that do not say how long their sessions may
     * be.
     */
    public static final Duration DEFAULT = Duration.ofHours(1);

    private SessionBounds() {}
  }
}
