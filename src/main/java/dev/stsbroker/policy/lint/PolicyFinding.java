package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.json.PolicyProblem;

/**
 * Something the linter has to say about a document.
 *
 * @param severity how much it matters
 * @param problem what and where
 */
public record PolicyFinding(Severity severity, PolicyProblem problem) {
  /** Where it is, like {@code Statement[0].Action[1]}; {@code document} for the whole. */
  public String path() {
    return problem.path();
  }

  /** Line of the text, from 1; 0 if there is none to name. */
  public int line() {
    return problem.line();
  }

  /** One sentence: what is there and what was expected. */
  public String message() {
    return problem.message();
  }

  /** The same with a path and no line. */
  public PolicyFinding at(String path) {
    return new PolicyFinding(severity, problem.at(path, 0));
  }

  @Override
  public String toString() {
    return severity + ": " + problem;
  }
}
