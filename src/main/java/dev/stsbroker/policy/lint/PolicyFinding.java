package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.json.PolicyProblem;

/**
 * One finding of the linter about a document.
 *
 * @param severity how much it matters
 * @param path where it is, like {@code Statement[0].Action[1]}; {@code document} for the whole
 * @param line line of the text, from 1; 0 if there is none to name
 * @param message one sentence: what is there and what was expected
 */
public record PolicyFinding(Severity severity, String path, int line, String message) {
  static PolicyFinding of(PolicyProblem problem) {
    return new PolicyFinding(Severity.ERROR, problem.path(), problem.line(), problem.message());
  }

  @Override
  public String toString() {
    return severity + ": " + new PolicyProblem(path, line, message);
  }
}
