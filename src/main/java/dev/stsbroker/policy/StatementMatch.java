package dev.stsbroker.policy;

/**
 * How one statement fares with one request.
 *
 * @param statement which one
 * @param action whether it is about the request's action
 * @param resource whether it is about the request's resource
 * @param conditions whether its conditions hold; they do where there are none
 */
public record StatementMatch(
    Statement statement, boolean action, boolean resource, Outcome conditions) {
  /** Whether it takes part in the decision; a Deny does as soon as its conditions may hold. */
  public boolean applies() {
    return action && resource && statement.effect().applies(conditions);
  }
}
