package dev.stsbroker.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sts-broker serve} in a process of its own, on free ports, logging all there is to log. */
final class ServeProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");
  private static final List<String> LOUD =
      List.of("defaultLogLevel", "log.io.netty", "log.io.vertx", "log.com.aliyuncs");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final StringBuilder printed = new StringBuilder();
  private final CompletableFuture<Void> ended;
  private final List<Integer> ports = new ArrayList<>();

  private ServeProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader output = process.inputReader();
    while (ports.isEmpty()) {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("serve ended:\n" + printed);
      }
      printed.append(line).append('\n');
      note(line);
    }
    this.ended = CompletableFuture.runAsync(() -> drain(output));
  }

  /** Starts it; returns when it listens. */
  static ServeProcess start(Path config, Map<String, String> variables) throws IOException {
    List<String> command = new ArrayList<>();
    // Below nohup a JVM leaves SIGHUP ignored.
    command.addAll(List.of("env", "--default-signal=HUP,INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    LOUD.forEach(name -> command.add("-Dorg.slf4j.simpleLogger." + name + "=trace"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--config", config.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    return new ServeProcess(builder.start());
  }

  /** The job listener's port. */
  int port() {
    return ports.get(0);
  }

  /** The admin listener's port. */
  int adminPort() {
    return ports.get(ports.size() - 1);
  }

  /** GETs a path of the job listener. */
  HttpResponse<String> get(String path) throws Exception {
    return get(ports.get(0), path);
  }

  /** GETs a path of the job listener until it answers with {@code status}, 60 s; the body. */
  String eventually(String path, int status) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    HttpResponse<String> answer = get(path);
    while (answer.statusCode() != status) {
      if (System.nanoTime() > end) {
        throw new AssertionError(path + " answers " + answer.statusCode() + " " + answer.body());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
      answer = get(path);
    }
    return answer.body();
  }

  /** GETs a path of the admin listener. */
  HttpResponse<String> admin(String path) throws Exception {
    return get(ports.get(ports.size() - 1), path);
  }

  /** GETs a path of the admin listener until its answer has {@code text}, 60 s. */
  void eventuallyAdmin(String path, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!admin(path).body().contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(path + " has no " + text + ": " + admin(path).body());
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /** What the kernel shows of it to others: the arguments, and the names of its threads. */
  String seen() throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    StringBuilder seen = new StringBuilder(Files.readString(folder.resolve("cmdline")));
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        seen.append(Files.readString(thread.resolve("comm")));
      }
    }
    return seen.toString();
  }

  /** Sends a signal called {@code name}, such as HUP. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Tells it to stop; returns all it ever printed, on standard output and standard error. */
  String stop() throws Exception {
    // Process.destroy would close the stream that is still to be read.
    process.toHandle().destroy();
    ended.get(60, TimeUnit.SECONDS);
    if (process.waitFor() != 0) {
      throw new AssertionError("exit code " + process.exitValue() + " after:\n" + printed);
    }
    return printed.toString();
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  private void note(String line) {
    if (line.endsWith(" serving")) {
      Matcher port = PORT.matcher(line.substring(line.indexOf("listen=")));
      while (port.find()) {
        ports.add(Integer.valueOf(port.group(1)));
      }
    }
  }

  private void drain(BufferedReader output) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        printed.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
