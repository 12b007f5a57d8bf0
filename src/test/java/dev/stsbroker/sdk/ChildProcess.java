package dev.stsbroker.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a process printed until it ended.
 *
 * @param exitCode its exit code
 * @param out all of its standard output
 * @param err all of its standard error
 */
record ChildProcess(int exitCode, String out, String err) {
  private static final long PATIENCE_SECONDS = 300;

  /** Runs {@code command} in {@code folder} with the variables of this process. */
  static ChildProcess run(Path folder, List<String> command) throws Exception {
    return run(new ProcessBuilder(command).directory(folder.toFile()));
  }

  /**
   * Runs {@code command} as a job would run, in {@code folder} and with that as its home: it sees
   * {@code variables} and PATH, and no other way to credentials.
   */
  static ChildProcess runAsJob(Path folder, List<String> command, Map<String, String> variables)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", path == null ? "" : path);
    builder.environment().put("HOME", folder.toAbsolutePath().toString());
    return run(builder);
  }

  /** Whether {@code command} can be run. */
  static boolean exists(String command) throws Exception {
    try {
      return run(Path.of("."), List.of(command, "--version")).exitCode() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static ChildProcess run(ProcessBuilder builder) throws Exception {
    Path out = Files.createTempFile("client", ".out");
    Path err = Files.createTempFile("client", ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(builder.command() + " did not end");
      }
      return new ChildProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }
}
