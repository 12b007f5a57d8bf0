package dev.stsbroker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has the log of a test process go to a file of its own, {@code target/logs/tests-<process>.txt},
 * before any test asks for a logger. JUnit finds it by {@code ServiceLoader}.
 */
public final class LogFile implements LauncherSessionListener {
  /** Read by slf4j-simple when the first logger is made. */
  private static final String SETTING = "org.slf4j.simpleLogger.logFile";

  /** Used by JUnit. */
  public LogFile() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getProperty(SETTING) == null) {
      String name = "tests-" + ProcessHandle.current().pid() + ".txt";
      try {
        Path folder = Files.createDirectories(Path.of("target", "logs"));
        System.setProperty(SETTING, folder.resolve(name).toAbsolutePath().toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where this process logs. */
  static Path path() {
    return Path.of(System.getProperty(SETTING, ""));
  }
}
