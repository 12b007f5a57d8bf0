package dev.stsbroker.policy.json;

/**
 * One problem of a policy, as it is shown to a person.
 *
 * @param path where it is, like {@code Statement[0].Action}; {@code document} for the whole
 * @param line line of the text, from 1; 0 if there is none to name
 * @param message one sentence: what is there and what was expected
 */
public record PolicyProblem(String path, int line, String message) {
  @Override
  public String toString() {
    return line == 0 ? path + ": " + message : path + " (line " + line + "): " + message;
  }
}
