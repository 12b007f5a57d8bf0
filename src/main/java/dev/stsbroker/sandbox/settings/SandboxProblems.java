package dev.stsbroker.sandbox.settings;

import java.util.List;

/** The {@code sandbox} section is wrong. Stackless; says everything that is wrong with it. */
public final class SandboxProblems extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf's lists are serializable
  private final List<String> problems;

  SandboxProblems(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, with the path, the value and what was expected; free of secrets. */
  public List<String> problems() {
    return problems;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is nothing to fill in
  public Throwable fillInStackTrace() {
    return this;
  }
}
