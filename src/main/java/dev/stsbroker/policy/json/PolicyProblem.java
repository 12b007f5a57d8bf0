package dev.stsbroker.policy.json;

/**
 * One problem of a policy, as it is shown to a person.
 *
 * @param path where it is, like {@code Statement[0].Action}; {@code document} for the whole
 * @param line line of the text, from 1; 0 if there is none to name
 * @param sentence what is there and what was expected
 */
public record PolicyProblem(String path, int line, Sentence sentence) {
  private static final String WHOLE = "document";

  /** Whether no part of the document in particular is meant. */
  public boolean ofWhole() {
    return path.equals(WHOLE);
  }

  /** The sentence, for people. */
  public String message() {
    return sentence.toString();
  }

  /** The same at another path. */
  public PolicyProblem at(String other, int otherLine) {
    return new PolicyProblem(other, otherLine, sentence);
  }

  @Override
  public String toString() {
    return line == 0 ? path + ": " + sentence : path + " (line " + line + "): " + sentence;
  }
}
