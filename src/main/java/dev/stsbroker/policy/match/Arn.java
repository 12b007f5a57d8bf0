package dev.stsbroker.policy.match;

import java.util.Optional;

/** The fields of {@code acs:<service>:<region>:<account>:<name>}; each may have wildcards. */
public record Arn(String service, String region, String account, String name) {
  private static final int FIELDS = 5;

  /** The fields of a pattern; empty if it has fewer, like {@code *} or {@code acs:oss:*}. */
  public static Optional<Arn> of(String pattern) {
    String[] fields = pattern.split(":", FIELDS);
    return fields.length < FIELDS
        ? Optional.empty()
        : Optional.of(new Arn(fields[1], fields[2], fields[3], fields[FIELDS - 1]));
  }

  /** The same with another name, as text. */
  public String named(String other) {
    return String.join(":", "acs", service, region, account, other);
  }
}
