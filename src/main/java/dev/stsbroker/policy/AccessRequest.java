package dev.stsbroker.policy;

import java.util.List;
import java.util.Map;

/**
 * A request to be decided by policies, as far as it is known: action, resource and condition keys.
 * A region or account that is empty or {@code *} is unknown.
 *
 * @param action like {@code oss:GetObject}
 * @param resource ARN, like {@code acs:oss:oss-cn-hangzhou:1234567890123456:my-bucket/a.csv}
 * @param context the condition keys
 * @param literal whether {@code *} and {@code ?} in the action and in the resource's name are those
 *     characters; otherwise they stand for what is not known
 */
public record AccessRequest(
    String action, String resource, RequestContext context, boolean literal) {

  /**
   * A request of which some things may not be known.
   *
   * @param context values by condition key; a key without values is certainly not in the request,
   *     and of a key that is not here nothing is known
   */
  public AccessRequest(String action, String resource, Map<String, List<String>> context) {
    this(action, resource, RequestContext.of(context), false);
  }
}
