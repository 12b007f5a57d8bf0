package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.json.PolicyProblem;
import java.util.Locale;

/**
 * One finding of the linter about a document.
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

  /** How much a finding of the linter matters. */
  public enum Severity {
    /**
     * It certainly does not work: STS will refuse the document, or a statement never matches, or a
     * part of it never does what it seems to.
     */
    ERROR,
    /** It may work, and most likely allows more or less than was meant. */
    WARNING,
    /** Worth knowing, like what was not checked. */
    NOTE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
