package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.docs.ConsoleBlock.Step;
import dev.stsbroker.testing.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The console blocks of README.md and of the manual's pages print what the pages show: bash runs
 * each page's commands in order, in a copy of the distribution.
 */
class ConsoleBlocksIT {
  private static final Path DISTRIBUTION = Path.of("target/sts-broker").toAbsolutePath();
  private static final Pattern PORT = Pattern.compile("(?<!\\d)70(70|71|80|81|82)(?!\\d)");

  /** A block that the page's reader is to have in a file of that name. */
  private static final Pattern FILE =
      Pattern.compile("(?ms)^<!-- file: (\\S+) -->\n```\\w+\n(.*?)^```$");

  private final Map<String, String> ports = new HashMap<>();
  @TempDir private Path folder = Path.of("");
  @TempDir private Path outputs = Path.of("");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path page : Pages.manual()) {
      if (ConsoleBlock.of(page, UnaryOperator.identity()).stream()
          .anyMatch(ConsoleBlocksIT::runs)) {
        pages.add(page);
      }
    }
    return pages;
  }

  private static boolean runs(ConsoleBlock block) {
    return block.notRun() == null;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commands_printWhatThePageShows(Path page) throws Exception {
    copyDistribution();
    writeFiles(page);
    try (ConsoleShell shell = ConsoleShell.start(folder, outputs, variables(page))) {
      for (ConsoleBlock block : ConsoleBlock.of(page, this::onFreePorts)) {
        if (runs(block)) {
          run(block, shell);
        }
      }
      assertThat(shell.stop()).as("exit code of what kept running").isZero();
    }
  }

  @Test
  void blocks_areRun_butThoseThatNeedWhatIsNotHere() throws IOException {
    int run = 0;
    List<String> notRun = new ArrayList<>();
    for (Path page : Pages.manual()) {
      for (ConsoleBlock block : ConsoleBlock.of(page, UnaryOperator.identity())) {
        assertThat(block.steps()).as(block.place()).isNotEmpty();
        if (runs(block)) {
          run++;
        } else {
          notRun.add(block.place() + ": " + block.notRun());
        }
      }
    }
    System.out.printf("console blocks: %d run, not run: %s%n", run, notRun);
    assertThat(run).isEqualTo(11);
    assertThat(notRun).hasSize(2);
  }

  private static void run(ConsoleBlock block, ConsoleShell shell) throws Exception {
    for (Step step : block.steps()) {
      boolean last = step.equals(block.steps().get(block.steps().size() - 1));
      if (last && block.keepsRunning()) {
        shell.keepRunning(step);
        continue;
      }
      ConsoleShell.Printed printed = shell.run(step);
      assertThat(step.shows(printed.output()))
          .as("%s: %s%nprinted%n%s", step.place(), step.command(), printed.output())
          .isTrue();
      assertThat(printed.exitCode() == 0 || step.mayFail())
          .as("%s: %s ended with %d", step.place(), step.command(), printed.exitCode())
          .isTrue();
    }
  }

  /** The folder looks as a clone does after the build, but for its ports. */
  private void copyDistribution() throws IOException, InterruptedException {
    Path copy = Files.createDirectories(folder.resolve("target")).resolve("sts-broker");
    List<String> command = List.of("cp", "-a", DISTRIBUTION.toString(), copy.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    Path config = Files.createDirectories(folder.resolve("config"));
    try (Stream<Path> files = Files.list(copy.resolve("config"))) {
      for (Path file : files.toList()) {
        String text = onFreePorts(Files.readString(file));
        Files.writeString(file, text);
        Files.writeString(config.resolve(file.getFileName()), text);
      }
    }
    // What curl shows on a terminal: no progress.
    Files.writeString(folder.resolve(".curlrc"), "silent\nshow-error\n");
  }

  private void writeFiles(Path page) throws IOException {
    Matcher file = FILE.matcher(onFreePorts(Files.readString(page)));
    while (file.find()) {
      Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }
  }

  /** The manual's pages take the command for installed; README.md says where it is. */
  private Map<String, String> variables(Path page) {
    Map<String, String> variables = new HashMap<>();
    String path = String.valueOf(System.getenv("PATH"));
    String bin = folder.resolve("target/sts-broker/bin").toString();
    variables.put("PATH", page.equals(Pages.README) ? path : bin + ":" + path);
    variables.put("HOME", folder.toString());
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    // Processes that live for a moment start sooner with the first compiler alone.
    variables.put("STS_BROKER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    variables.put("STS_BROKER_URL", onFreePorts("http://127.0.0.1:7070"));
    return variables;
  }

  /** The usual ports may be taken on this machine. */
  private String onFreePorts(String text) {
    return PORT.matcher(text)
        .replaceAll(usual -> ports.computeIfAbsent(usual.group(), ConsoleBlocksIT::freePort));
  }

  private static String freePort(String usual) {
    try {
      return Integer.toString(FreePort.any());
    } catch (IOException e) {
      throw new AssertionError("no port instead of " + usual, e);
    }
  }
}
