package dev.stsbroker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints the ten test classes that took longest, and writes them to {@code
 * target/slowest-tests.md}. Run by the build when all tests have passed; reads the reports of
 * Surefire and Failsafe.
 */
public final class SlowestTests {
  private static final int SHOWN = 10;

  /**
   * A test's time in its report; names hold no {@code >}, which XML need not escape but they do.
   */
  private static final Pattern TEST = Pattern.compile("<testcase\\s[^>]*?\\btime=\"([0-9.,]+)\"");

  private SlowestTests() {}

  /**
   * Reads the reports below the build folder.
   *
   * @param arguments the build folder, such as {@code target}
   */
  public static void main(String[] arguments) throws IOException {
    Path build = Path.of(arguments[0]);
    List<Timed> all = new ArrayList<>();
    for (String reports : List.of("surefire-reports", "failsafe-reports")) {
      all.addAll(timesIn(build.resolve(reports)));
    }
    if (!all.isEmpty()) {
      String table = table(all);
      System.out.println(table);
      Files.writeString(build.resolve("slowest-tests.md"), table);
    }
  }

  /** What each class of a folder of reports took. */
  static List<Timed> timesIn(Path reports) throws IOException {
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files
          .filter(file -> name(file).matches("TEST-.+\\.xml"))
          .map(SlowestTests::timeOf)
          .toList();
    }
  }

  /** The slowest classes, the slowest first, and what all took together. */
  static String table(List<Timed> all) {
    StringBuilder table =
        new StringBuilder("| seconds | tests | slowest test classes |\n|--:|--:|---|\n");
    all.stream()
        .sorted(Comparator.comparingDouble(Timed::seconds).reversed())
        .limit(SHOWN)
        .forEach(one -> table.append(row(one.seconds(), one.tests(), one.name())));
    double seconds = all.stream().mapToDouble(Timed::seconds).sum();
    int tests = all.stream().mapToInt(Timed::tests).sum();
    return table.append(row(seconds, tests, "all " + all.size() + " classes")).toString();
  }

  private static String row(double seconds, int tests, String name) {
    return String.format(Locale.ROOT, "| %.1f | %d | %s |%n", seconds, tests, name);
  }

  /** The sum of its tests: a report's own time is the last engine's, where two ran in a class. */
  private static Timed timeOf(Path report) {
    try {
      Matcher test = TEST.matcher(Files.readString(report));
      double seconds = 0;
      int tests = 0;
      while (test.find()) {
        seconds += Double.parseDouble(test.group(1).replace(",", ""));
        tests++;
      }
      String name = name(report).replaceFirst("^TEST-", "").replaceFirst("\\.xml$", "");
      return new Timed(name, seconds, tests);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * A class of tests.
   *
   * @param name with its package
   * @param seconds of all its tests together
   * @param tests how many ran
   */
  record Timed(String name, double seconds, int tests) {}
}
