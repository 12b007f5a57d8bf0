package dev.stsbroker.config.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thrown when a configuration cannot be used. Has the problems that were found, at most fifty; has
 * no stack trace, because the fault is in the file and not in the program.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nobody reads more at once, and a log line a problem is enough. */
  private static final int MOST_TOLD = 50;

  private final transient List<ConfigProblem> problems;

  private final transient Set<Path> files;

  /** The message is the first problems, one a line; the others are counted. */
  public ConfigException(List<ConfigProblem> problems, Set<Path> files) {
    this(files, told(problems));
  }

  private ConfigException(Set<Path> files, List<ConfigProblem> problems) {
    super(
        problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = List.copyOf(problems);
    this.files = Set.copyOf(files);
  }

  /** The first {@value #MOST_TOLD}, each of a bounded length, and how many more there are. */
  private static List<ConfigProblem> told(List<ConfigProblem> all) {
    List<ConfigProblem> told = new ArrayList<>();
    all.stream().limit(MOST_TOLD).map(ConfigProblem::shortened).forEach(told::add);
    if (all.size() > MOST_TOLD) {
      int more = all.size() - MOST_TOLD;
      told.add(new ConfigProblem("", "and", more + " more problems"));
    }
    return told;
  }

  /** Of the text itself, at {@code location}. */
  static ConfigException of(String location, String message) {
    return of(location, "", message);
  }

  static ConfigException of(String location, String path, String message) {
    return new ConfigException(List.of(new ConfigProblem(location, path, message)), Set.of());
  }

  /** Every file the configuration names: a change of one may mend it. */
  public Set<Path> files() {
    return files;
  }

  /** The first problems, in the order of the file, and how many more there are; never empty. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
