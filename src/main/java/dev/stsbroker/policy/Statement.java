package dev.stsbroker.policy;

import java.util.List;

/**
 * One statement of an access policy. Of {@code actions} and {@code notActions} exactly one is not
 * empty.
 *
 * @param effect what happens to matching requests
 * @param actions patterns of which one must match the action
 * @param notActions patterns of which none may match the action
 * @param resources patterns of which one must match the resource
 * @param conditions all of which must hold
 * @param sourcePath where it stands in its document, like {@code Statement[0]}
 */
public record Statement(
    Effect effect,
    List<String> actions,
    List<String> notActions,
    List<String> resources,
    List<Condition> conditions,
    String sourcePath) {

  /** Keeps its own copies of the lists. */
  public Statement {
    actions = List.copyOf(actions);
    notActions = List.copyOf(notActions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }
}
