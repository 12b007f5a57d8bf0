package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged command, run as a process of its own. */
final class Packaged implements AutoCloseable {
  private static final Path HOME = Path.of("target/sts-broker").toAbsolutePath();
  private static final Path LAUNCHER = HOME.resolve("bin/sts-broker");
  private static final long PATIENCE_SECONDS = 120;

  private static final Pattern SLOW =
      Pattern.compile(
          "(?m)^\\S+ WARN BlockedThreadChecker - .*\\R"
              + "(io\\.vertx\\.core\\.VertxException: Thread blocked\\R(\\tat .*\\R)*)?");

  private final Process process;
  private final Path output;

  private Packaged(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the command in {@code folder}; what it prints, on either stream, goes to a file there.
   */
  static Packaged start(Path folder, String... arguments) throws IOException {
    // Below nohup a JVM leaves SIGHUP ignored.
    return start(folder, List.of("env", "--default-signal=HUP"), arguments);
  }

  /** The same, with no more than {@code descriptors} files and connections open at a time. */
  static Packaged startWithin(int descriptors, Path folder, String... arguments)
      throws IOException {
    String limited = "ulimit -n " + descriptors + " && exec \"$@\"";
    return start(folder, List.of("sh", "-c", limited, "sh"), arguments);
  }

  /** The same, with {@code options} for Java. */
  static Packaged startWithJava(String options, Path folder, String... arguments)
      throws IOException {
    return start(folder, List.of("env", "STS_BROKER_JAVA_OPTS=" + options), arguments);
  }

  /** Starts the command of an installation in {@code home}, which holds no emulated cloud. */
  static Packaged startWithoutSandbox(Path home, String... arguments) throws IOException {
    Path lib = Files.createDirectories(home.resolve("lib"));
    Path bin = Files.createDirectories(home.resolve("bin"));
    try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        if (jar.toString().endsWith(".jar") && !jar.endsWith("sts-broker-sandbox.jar")) {
          // No links: Java looks for what the broker's jar names beside the target of one.
          Files.copy(jar, lib.resolve(jar.getFileName()));
        }
      }
    }
    Path launcher = bin.resolve("sts-broker");
    Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
    return launch(home, List.of(launcher.toString()), arguments);
  }

  private static Packaged start(Path folder, List<String> before, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(LAUNCHER.toString());
    return launch(folder, command, arguments);
  }

  private static Packaged launch(Path folder, List<String> words, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // The second has the JVM say so before anything else is printed.
    builder.environment().keySet().removeAll(Set.of("STS_BROKER_CONFIG", "JAVA_TOOL_OPTIONS"));
    // Most live for seconds, which the second compiler would spend beside them.
    builder.environment().putIfAbsent("STS_BROKER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    return new Packaged(builder.start(), output);
  }

  /** Everything printed so far, but for what Vert.x says of a machine that is slow to start it. */
  String printed() throws IOException {
    return SLOW.matcher(Files.readString(output, UTF_8)).replaceAll("");
  }

  /** Waits until {@code text} has been printed. */
  void awaitPrinted(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!printed().contains(text)) {
      if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(text + " is not in what was printed: " + printed());
      }
    }
  }

  /** Waits for the process to end by itself; its exit code. */
  int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it printed: " + printed());
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  Packaged terminate() {
    process.destroy();
    return this;
  }

  /** Sends SIGHUP. */
  void hangUp() throws IOException, InterruptedException {
    signal("HUP");
  }

  /** Sends a signal called {@code name}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** The broker's process. */
  long pid() {
    return process.pid();
  }

  /** Asks {@code url} until it answers with {@code status}; the answer's body. */
  String await(String url, int status) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String last = "nothing";
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == status) {
          return answer.body();
        }
        last = answer.statusCode() + " " + answer.body();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError(url + " answered " + last + "; the process printed: " + printed());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
