package dev.stsbroker.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that uses a client: here, or in a process of its own. */
interface Job extends AutoCloseable {

  /** Makes a new client, which forgets what the one before knew. */
  void open(String address) throws Exception;

  /** What the client said the last of {@code times} times it was asked. */
  Served read(int times) throws Exception;

  @Override
  void close() throws IOException;

  /** In this process. */
  static Job here(JobLoop.Opener opener) {
    return new Here(opener);
  }

  /** A {@link JobLoop}, or one that speaks as it does. */
  static Job process(Path folder, List<String> command) throws Exception {
    return Child.start(folder, command);
  }

  /** In this process. */
  final class Here implements Job {
    private final JobLoop.Opener opener;
    private JobLoop.@Nullable Reader client;

    private Here(JobLoop.Opener opener) {
      this.opener = opener;
    }

    @Override
    public void open(String address) throws Exception {
      client = opener.open(address);
    }

    @Override
    public Served read(int times) throws Exception {
      return Served.parts(JobLoop.read(client, times));
    }

    @Override
    public void close() {
      client = null;
    }
  }

  /** In a process of its own, that sees nothing of this one's environment but the PATH. */
  final class Child implements Job {
    private static final long PATIENCE_SECONDS = 120;
    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Child(Process process, Path err) {
      this.process = process;
      this.out = process.inputReader(StandardCharsets.UTF_8);
      this.err = err;
    }

    private static Child start(Path folder, List<String> command) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().clear();
      builder
          .environment()
          .putAll(Map.of("PATH", path(), "HOME", folder.toAbsolutePath().toString()));
      Path err = Files.createTempFile("job", ".err");
      return new Child(builder.redirectError(err.toFile()).start(), err);
    }

    @Override
    public void open(String address) throws Exception {
      ask("open " + address);
    }

    @Override
    public Served read(int times) throws Exception {
      return Served.parts(ask("read " + times).split("\t", -1));
    }

    private String ask(String line) throws Exception {
      process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
      String answer =
          CompletableFuture.supplyAsync(this::line).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer == null || answer.startsWith("failed")) {
        throw new AssertionError(line + ": " + answer + "\n" + Files.readString(err));
      }
      return answer;
    }

    private @Nullable String line() {
      try {
        String line = out.readLine();
        while (line != null && !line.startsWith(JobLoop.ANSWER)) {
          line = out.readLine();
        }
        return line == null ? null : line.substring(JobLoop.ANSWER.length());
      } catch (IOException failure) {
        throw new CompletionException(failure);
      }
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      Files.delete(err);
    }

    private static String path() {
      String path = System.getenv("PATH");
      return path == null ? "" : path;
    }
  }
}
