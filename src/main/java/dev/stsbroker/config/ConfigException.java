package dev.stsbroker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration cannot be used. Carries every problem found, not only the first; has no stack
 * trace, since it reports someone's file and not a fault of the program.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  private final transient Set<Path> files;

  /** The message is the problems, one a line. */
  ConfigException(List<ConfigProblem> problems, Set<Path> files) {
    super(
        problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
    this.files = Set.copyOf(files);
  }

  static ConfigException of(String path, String message) {
    return new ConfigException(List.of(new ConfigProblem(path, message)), Set.of());
  }

  /** Every file the configuration names: a change of one may mend it. */
  public Set<Path> files() {
    return files;
  }

  /** Every problem, in the order of the file; never empty. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
