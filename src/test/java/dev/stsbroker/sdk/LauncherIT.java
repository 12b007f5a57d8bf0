package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged {@code fetch}, {@code wait} and {@code exec}, as jobs and tools run them. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("target/sts-broker/bin/sts-broker").toAbsolutePath();

  /** What a job might have that would come before the broker. */
  private static final Map<String, String> RIVALS =
      Map.of(
          "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tOfTheJob",
          "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-of-the-job",
          "AWS_ACCESS_KEY_ID", "AKIAOFTHEJOB",
          "AWS_SECRET_ACCESS_KEY", "secret-of-the-job",
          "HTTP_PROXY", "http://127.0.0.1:1",
          "http_proxy", "http://127.0.0.1:1");

  @TempDir private Path home = Path.of("");
  private TestingBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "json, AccessKeyId, AccessKeySecret, SecurityToken",
    "aliyun, access_key_id, access_key_secret, sts_token",
    "oss, AccessKeyId, AccessKeySecret, SecurityToken",
    "aws, AccessKeyId, SecretAccessKey, SessionToken"
  })
  void fetch_printsWhatIsServed_inEveryFormat(String format, String id, String key, String token)
      throws Exception {
    ChildProcess fetch = run(RIVALS, "fetch", "reader", "--format", format);

    assertThat(fetch.exitCode()).as(fetch.err()).isZero();
    JsonObject printed = new JsonObject(fetch.out());
    assertThat(new Served(printed.getString(id), printed.getString(key), printed.getString(token)))
        .isEqualTo(Served.at(broker, "/credentials"));
    assertThat(fetch.err()).isEmpty();
  }

  @Test
  void shell_getsTheVariables_byEval() throws Exception {
    String script =
        "lines=$('%s' fetch --format env) && eval \"$lines\" && printf %%s \"$OSS_SESSION_TOKEN\""
            .formatted(LAUNCHER);
    ChildProcess shell = job(Map.of(), "sh", "-c", script);
    assertThat(shell.out()).isEqualTo(Served.at(broker, "/credentials").securityToken());
  }

  @Test
  void exec_givesTheCredential_toAJavaJob() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String program = PrintCredential.class.getName();
    ChildProcess job = run(RIVALS, "exec", "reader", "--", java, "-cp", classes, program);

    assertThat(job.exitCode()).as(job.err()).isZero();
    assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"print-credential.js", "print-aws-credential.js"})
  void exec_givesTheCredential_toANodeJob(String program) throws Exception {
    NodeFolder.install();
    String script = NodeFolder.PATH.resolve(program).toAbsolutePath().toString();
    ChildProcess job = run(RIVALS, "exec", "reader", "--", "node", script);

    assertThat(job.exitCode()).as(job.err()).isZero();
    assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
  }

  @Test
  void exec_leavesTheJobItsWordsStreamsAndVariables() throws Exception {
    String script = "echo \"$#:$1:$2:$_own\"; cat; echo err >&2; env | grep -c '^_lines='; exit 37";
    String shell =
        "printf 'in\\n' | '%s' exec reader -- sh -c '%s' sh 'a  b' '*'"
            .formatted(LAUNCHER, script.replace("'", "'\\''"));
    ChildProcess job = job(Map.of("_own", "kept"), "sh", "-c", shell);

    assertThat(job).isEqualTo(new ChildProcess(37, "2:a  b:*:kept\nin\n0\n", "err\n"));
  }

  @ParameterizedTest
  @CsvSource({"INT, 42", "TERM, 43", "HUP, 44", "KILL, 137"})
  void exec_isTheJobItself_forSignals(String signal, int exitCode) throws Exception {
    Path out = home.resolve("out");
    String script =
        "trap 'exit 42' INT; trap 'exit 43' TERM; trap 'exit 44' HUP; echo ready;"
            + " while :; do sleep 0.05; done";
    ProcessBuilder builder = builder(Map.of(), "exec", "reader", "--", "sh", "-c", script);
    // A shell traps no signal that was ignored when it began, as INT and HUP are below nohup and &.
    builder.command().addAll(0, List.of("env", "--default-signal=INT,HUP,TERM"));
    Process job = builder.redirectOutput(out.toFile()).start();
    try {
      while (!Files.readString(out).equals("ready\n")) {
        assertThat(job.waitFor(20, TimeUnit.MILLISECONDS)).as("it ended").isFalse();
      }
      new ProcessBuilder("kill", "-s", signal, Long.toString(job.pid())).start().waitFor();
      assertThat(job.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(job.exitValue()).isEqualTo(exitCode);
    } finally {
      job.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exec reader -- /nonexistent/job      | 127 | not found
          exec nobody -- true                  | 1   | UnknownProfile
          exec reader true                     | 2   | the command is missing
          exec reader --                       | 2   | the command is missing
          fetch a b                            | 2   | Unmatched argument
          wait --url unix:/nonexistent/socket --timeout 0s | 3 | no broker answers
          """)
  void mistakes_areExplained(String words, int exitCode, String said) throws Exception {
    ChildProcess ran = run(Map.of(), words.split(" "));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(said).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "wait", "exec"})
  void help_isPrinted_andZero(String command) throws Exception {
    ChildProcess help = run(Map.of(), command, "--help");
    assertThat(help.exitCode()).as(help.err()).isZero();
    assertThat(help.out()).startsWith("Usage: sts-broker " + command).contains("--secret-file");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void wait_returnsOnceTheBrokerIsThere_andReady() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    Path log = home.resolve("classes");
    Map<String, String> tracing =
        java("shift 2; exec \"$JAVA\" \"-Xlog:class+load:file=" + log + "\" \"$@\"");
    CompletableFuture<ChildProcess> waiting =
        CompletableFuture.supplyAsync(
            () -> runUnchecked(tracing, "wait", "--timeout", "2m", "--url", url));
    while (!Files.exists(log) || !Files.readString(log).contains("java.net.ConnectException")) {
      assertThat(waiting).as("it does not wait").isNotDone();
    }
    ListenAddress place = new ListenAddress("127.0.0.1", port);
    try (TestingBroker late = TestingBroker.startAt(place, TestingBroker.profile("reader", true))) {
      ChildProcess ended = waiting.get(120, TimeUnit.SECONDS);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(late.get("/readyz").body()).isEqualTo("ready\n");
    }
  }

  @Test
  void fetch_loadsNeitherServerNorSdkNorPicocli() throws Exception {
    Path log = home.resolve("classes");
    Map<String, String> tracing =
        java("shift 2; exec \"$JAVA\" \"-Xlog:class+load:file=" + log + "\" \"$@\"");
    assertThat(run(tracing, "fetch", "reader").exitCode()).isZero();

    Pattern loaded = Pattern.compile("(\\S+) source: ");
    Set<String> strangers = new TreeSet<>();
    int count = 0;
    for (String line : Files.readAllLines(log)) {
      Matcher one = loaded.matcher(line);
      if (one.find()) {
        count++;
        if (!one.group(1).matches("(java|javax|jdk|sun)\\..*")) {
          strangers.add(one.group(1).replaceAll("\\.[A-Z].*", ""));
        }
      }
    }
    System.out.printf("fetch loads %d classes; beside the JDK's %s%n", count, strangers);
    assertThat(strangers)
        .containsExactlyInAnyOrder(
            "dev.stsbroker.cli",
            "dev.stsbroker.cli.client",
            "dev.stsbroker.cli.client.request",
            "dev.stsbroker.secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xlog:gc",
        "-XX:+UseParallelGC -Xlog:all=info",
        "-version",
        "it's\n\"no\" option"
      })
  void javasVariables_areTheJobs_andNotTheLaunchers(String options) throws Exception {
    Map<String, String> variables =
        Map.of("JAVA_TOOL_OPTIONS", options, "JDK_JAVA_OPTIONS", options, "_JAVA_OPTIONS", "");
    String script =
        "printf '%s|%s|%s' \"$JAVA_TOOL_OPTIONS\" \"$JDK_JAVA_OPTIONS\" \"${_JAVA_OPTIONS-no}\"";

    assertThat(run(variables, "exec", "reader", "--", "sh", "-c", script))
        .isEqualTo(new ChildProcess(0, options + "|" + options + "|", ""));
    ChildProcess fetch = run(variables, "fetch", "reader");
    assertThat(fetch.err()).isEmpty();
    assertThat(new JsonObject(fetch.out()).getString("Code")).isEqualTo("Success");
    assertThat(run(variables, "policy", "list").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "echo noise; exit 0",
        "echo '# sts-broker environment' >&3; echo \"export SECRET='s3cret\" >&3",
        "echo '# sts-broker environment' >&3; echo SECRET=s3cret >&3; kill -9 $$",
        "\"$JAVA\" \"$@\"; exit 134"
      })
  void linesNotWhole_areNeitherObeyedNorShown(String java) throws Exception {
    ChildProcess ran = run(java(java), "exec", "reader", "--", "echo", "the job ran");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("exec: Java").doesNotContain("s3cret", "the job ran", "export ");
  }

  @Test
  void noiseOfJava_isNotInTheWay_andNoDescriptorIsLeftOpen() throws Exception {
    Map<String, String> noisy = java("echo noise; exec \"$JAVA\" \"$@\"");
    ChildProcess ran =
        run(noisy, "exec", "reader", "--", "sh", "-c", "(: >&3) 2>/dev/null || echo closed");
    assertThat(ran).isEqualTo(new ChildProcess(0, "closed\n", "noise\n"));
  }

  @Test
  void filesOfTheHomeFolder_doNotWin() throws Exception {
    write(
        ".alibabacloud/credentials",
        "[default]\nenable = true\ntype = access_key\naccess_key_id = rival\naccess_key_secret = x\n");
    write(
        ".alibabacloud/credentials.ini",
        "[default]\nenable = true\ntype = access_key\naccess_key_id = rival\naccess_key_secret = x\n");
    write(
        ".aliyun/config.json",
        "{\"current\":\"d\",\"profiles\":[{\"name\":\"d\",\"mode\":\"AK\",\"access_key_id\":\"rival\",\"access_key_secret\":\"x\"}]}");
    write(
        ".aws/config",
        "[default]\ncredential_process = echo rival\naws_access_key_id = rival\naws_secret_access_key = x\n");
    NodeFolder.install();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<List<String>> jobs =
        List.of(
            List.of(java, "-Duser.home=" + home, "-cp", classes, PrintCredential.class.getName()),
            List.of(
                "node",
                NodeFolder.PATH.resolve("print-credential.js").toAbsolutePath().toString()));
    for (List<String> words : jobs) {
      List<String> all = new ArrayList<>(List.of("exec", "reader", "--"));
      all.addAll(words);
      ChildProcess job = run(Map.of(), all.toArray(String[]::new));
      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Variables of a Java that runs {@code script}, which finds the real one at {@code $JAVA}. */
  private Map<String, String> java(String script) throws IOException {
    write(
        "java/bin/java",
        "#!/bin/sh\nJAVA='" + System.getProperty("java.home") + "/bin/java'\n" + script + "\n");
    Path file = home.resolve("java/bin/java");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return Map.of("JAVA_HOME", home.resolve("java").toString());
  }

  private ChildProcess runUnchecked(Map<String, String> variables, String... words) {
    try {
      return run(variables, words);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private ChildProcess run(Map<String, String> variables, String... words) throws Exception {
    ProcessBuilder builder = builder(variables, words);
    return job(variables, builder.command().toArray(String[]::new));
  }

  private ChildProcess job(Map<String, String> variables, String... command) throws Exception {
    ProcessBuilder ready = builder(variables);
    return ChildProcess.runAsJob(home, List.of(command), Map.copyOf(ready.environment()));
  }

  private ProcessBuilder builder(Map<String, String> variables, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", path == null ? "" : path);
    builder.environment().put("HOME", home.toString());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("STS_BROKER_URL", broker.url("").toString());
    return builder;
  }
}
