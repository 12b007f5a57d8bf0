package dev.stsbroker.policy;

import java.util.List;
import java.util.Map;

/**
 * What someone wants to do.
 *
 * @param action like {@code oss:GetObject}
 * @param resource ARN, like {@code acs:oss:*:1234567890123456:my-bucket/reports/a.csv}
 * @param context condition keys and their values; a key without values counts as missing
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {
  /** Keeps its own copy of the context. */
  public AccessRequest {
    context = Map.copyOf(context);
  }
}
