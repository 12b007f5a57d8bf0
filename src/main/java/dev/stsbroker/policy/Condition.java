package dev.stsbroker.policy;

import java.util.List;

/**
 * One test of a request's context; a statement applies only where all of its conditions hold.
 *
 * @param operator as written, like {@code StringLike}; may be one this room does not know
 * @param key context key, like {@code oss:Prefix}
 * @param values alternatives; one of them has to match
 */
public record Condition(String operator, String key, List<String> values) {
  /** Keeps its own copy of the values. */
  public Condition {
    values = List.copyOf(values);
  }
}
