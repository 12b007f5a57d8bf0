package dev.stsbroker.sandbox.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when the {@code sandbox} section is wrong; has all of its problems, and no stack trace.
 */
public final class SandboxProblems extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One of them.
   *
   * @param path such as {@code sandbox.accounts[0].id}
   * @param message the value and what was expected; free of secrets
   */
  public record Problem(String path, String message) {
    @Override
    public String toString() {
      return path + ": " + message;
    }
  }

  SandboxProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All of them. */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is nothing to fill in
  public Throwable fillInStackTrace() {
    return this;
  }
}
