package dev.stsbroker.policy;

import dev.stsbroker.policy.match.Outcome;
import java.util.List;

/**
 * The result of comparing one statement with one request.
 *
 * @param statement which one
 * @param action whether it is about the request's action
 * @param resource whether it is about the request's resource
 * @param conditions whether its conditions hold; they do where there are none
 * @param undecided what would have to be known of the request to say whether it matches: {@code
 *     action}, {@code region}, {@code account}, {@code resource}, or condition keys; empty if that
 *     can be said
 */
public record StatementMatch(
    Statement statement,
    Outcome action,
    Outcome resource,
    Outcome conditions,
    List<String> undecided) {
  /** Keeps its own copy of the list. */
  public StatementMatch {
    undecided = List.copyOf(undecided);
  }

  /** Whether all parts of the statement match the request. */
  public Outcome outcome() {
    return action.and(resource).and(conditions);
  }
}
