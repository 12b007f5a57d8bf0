package dev.stsbroker.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used. Carries every problem found, not only the first; has no stack
 * trace, since it reports someone's file and not a fault of the program.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** The message is the problems, one a line. */
  ConfigException(List<ConfigProblem> problems) {
    super(
        problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
  }

  static ConfigException of(String path, String message) {
    return new ConfigException(List.of(new ConfigProblem(path, message)));
  }

  /** Every problem, in the order of the file; never empty. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
