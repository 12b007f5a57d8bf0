package dev.stsbroker.policy.json;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a policy cannot be used. Has every problem that was found, not only the first; has no
 * stack trace, because the fault is in the text and not in the program.
 */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  /** The message is the problems, one a line. */
  public PolicyException(List<PolicyProblem> problems) {
    super(
        problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  /** One problem at {@code path}. */
  public static PolicyException of(String path, Sentence message) {
    return new PolicyException(List.of(new PolicyProblem(path, 0, message)));
  }

  /** Every problem, in the order of the text; never empty. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
