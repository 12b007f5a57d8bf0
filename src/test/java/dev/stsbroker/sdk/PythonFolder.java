package dev.stsbroker.sdk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code target/python}: a virtual environment with the clients that its requirements pin. */
final class PythonFolder {
  static final Path SOURCE = Path.of("src/test/python");
  static final Path PATH = Path.of("target/python");
  static final Path PYTHON = PATH.resolve("bin/python");
  static final String REQUIREMENTS = "requirements.txt";
  private static final Path INSTALLED = PATH.resolve(REQUIREMENTS);

  private PythonFolder() {}

  /**
   * Installs what is not yet, and skips the test where that cannot be done, or where {@code
   * PYTHON_CLIENTS=absent} says that it cannot.
   */
  static void install() throws Exception {
    if ("absent".equals(System.getenv("PYTHON_CLIENTS"))) {
      abort("PYTHON_CLIENTS=absent");
    }
    Files.createDirectories(PATH);
    // Test classes run in several processes.
    try (FileChannel lock = FileChannel.open(PATH.resolve(".lock"), CREATE, WRITE)) {
      lock.lock();
      if (!installed()) {
        fill();
      }
    }
  }

  /** The requirements are put beside what was made from them, last. */
  private static boolean installed() throws Exception {
    return Files.exists(INSTALLED)
        && Files.mismatch(INSTALLED, SOURCE.resolve(REQUIREMENTS)) < 0
        && ChildProcess.exists(PYTHON.toString());
  }

  private static void fill() throws Exception {
    Files.deleteIfExists(INSTALLED);
    if (!ChildProcess.exists("python3")) {
      Missing.skip("python3 is not there");
    }
    run("the virtual environment", List.of("python3", "-m", "venv", "--clear", PATH.toString()));
    run("the clients", pip());
    Files.copy(SOURCE.resolve(REQUIREMENTS), INSTALLED);
  }

  private static List<String> pip() {
    String requirements = SOURCE.resolve(REQUIREMENTS).toString();
    Stream<String> install =
        Stream.of(PYTHON.toString(), "-m", "pip", "install", "--disable-pip-version-check");
    return Stream.concat(install, Stream.of("--quiet", "--require-hashes", "-r", requirements))
        .toList();
  }

  private static void run(String what, List<String> command) throws Exception {
    System.out.println("making " + what + " of " + PATH + ": " + String.join(" ", command));
    long start = System.nanoTime();
    ChildProcess made = ChildProcess.run(Path.of("."), command);
    if (made.exitCode() != 0) {
      Missing.skip(String.join(" ", command) + " failed: " + (made.out() + made.err()).strip());
    }
    System.out.println("made in " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
  }
}
