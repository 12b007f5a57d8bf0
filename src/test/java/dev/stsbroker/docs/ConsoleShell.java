package dev.stsbroker.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.docs.ConsoleBlock.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One bash that is given a page's commands in order, as a person would type them. */
final class ConsoleShell implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Path outputs;
  private final Process bash;
  private final Writer in;
  private final BufferedReader out;
  private int count;
  private @Nullable Long running;

  private ConsoleShell(Path outputs, Process bash) {
    this.outputs = outputs;
    this.bash = bash;
    this.in = bash.outputWriter(UTF_8);
    this.out = bash.inputReader(UTF_8);
  }

  /** Starts it in {@code folder} with {@code variables} and nothing else in its environment. */
  static ConsoleShell start(Path folder, Path outputs, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc");
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.directory(folder.toFile()).redirectError(outputs.resolve("bash.err").toFile());
    return new ConsoleShell(outputs, builder.start());
  }

  /**
   * What a command printed on both streams, and its exit code.
   *
   * @param output all of it
   */
  record Printed(int exitCode, String output) {}

  /** Runs {@code step} to its end. */
  Printed run(Step step) throws Exception {
    Path file = nextFile();
    String ended = type("{ %s\n} </dev/null >'%s' 2>&1; echo $?".formatted(step.command(), file));
    return new Printed(Integer.parseInt(ended), Files.readString(file));
  }

  /** Starts {@code step}, which runs on; returns when it has printed what the page shows. */
  void keepRunning(Step step) throws Exception {
    Path file = nextFile();
    Files.createFile(file);
    String command = step.command();
    long pid = Long.parseLong(type("%s </dev/null >'%s' 2>&1 & echo $!".formatted(command, file)));
    running = pid;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!step.shows(Files.readString(file))) {
      boolean ended = ProcessHandle.of(pid).isEmpty();
      if (ended || System.nanoTime() > end || bash.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s: %s%nprinted%n%s".formatted(step.place(), command, Files.readString(file)));
      }
    }
  }

  /** Stops what still runs, with SIGTERM; its exit code, 0 if nothing ran. */
  int stop() throws Exception {
    Long pid = running;
    running = null;
    return pid == null
        ? 0
        : Integer.parseInt(type("kill %d; wait %d; echo $?".formatted(pid, pid)));
  }

  private Path nextFile() {
    return outputs.resolve("output-" + ++count + ".txt");
  }

  /** Has bash read {@code line}; the one line that it prints on its own standard output. */
  private String type(String line) throws Exception {
    in.write(line + "\n");
    in.flush();
    String said =
        CompletableFuture.supplyAsync(this::readLine).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (said == null) {
      throw new AssertionError(
          line + "\nbash ended: " + Files.readString(outputs.resolve("bash.err")));
    }
    return said;
  }

  private @Nullable String readLine() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    bash.descendants().forEach(ProcessHandle::destroyForcibly);
    bash.destroyForcibly();
  }
}
