package dev.stsbroker.cli.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stsbroker.cli.Main;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code check} tells of a reload before there is one, and which warnings are errors. */
class AgainstReportTest {
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final String NARROW = "policy: {preset: oss-get-only, with: {bucket: my-bucket}}";

  @TempDir private Path folder = Path.of("");
  private String out = "";
  private String err = "";

  @Test
  void file_isWhatRuns_andTheWideningIsToldBeforehand() throws Exception {
    Path before = write("before/broker.yaml", profiles(ROLE + ", " + NARROW));
    Path after = write("after/broker.yaml", profiles(ROLE + ", " + NARROW + ", duration: 2h"));
    check(0, after, "--against", before.toString());
    assertThat(out)
        .contains(
            "warning: profile reader: duration 1h -> 2h (wider: what leaks lives longer)\n",
            "Against " + before + ": 1 change, 1 of them worth a warning.\n",
            "is valid");
    check(0, before, "--against", after.toString());
    assertThat(out).contains("change: profile reader: duration 2h -> 1h\n", "1 change, 0 of them");
    check(0, after, "--against", after.toString());
    assertThat(out).contains("A reload would change nothing of what " + after + " has.");
  }

  @Test
  void wideningIsAnError_whereWarningsAre() throws Exception {
    write("reader.secret", "secret-of-readers-1\n");
    String guarded = ROLE + ", " + NARROW + ", access: {secretFile: reader.secret}";
    Path before = write("before.yaml", profiles(guarded));
    check(0, before, "--strict", "--against", before.toString());
    Path after = write("after.yaml", profiles(guarded + ", duration: 2h"));
    check(2, after, "--strict", "--against", before.toString());
    assertThat(err).startsWith("profile reader: duration 1h -> 2h (wider");
    assertThat(out).contains("has errors").doesNotContain("is valid");
  }

  /** Whoever answers there may be anybody. */
  @Test
  void answer_cannotForgeLines_norSteerTheTerminal() throws Exception {
    Path file = write("broker.yaml", profiles(ROLE + ", " + NARROW));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      String outline = broker.admin("/configuration").body();
      byte[] forged =
          outline
              .replace(
                  "\"allowedHosts\":[", "\"allowedHosts\":[\"x\\n\\u001b[31mbase.yaml is valid\"")
              .getBytes(UTF_8);
      assertThat(forged).contains("base.yaml".getBytes(UTF_8));
      server.createContext(
          "/configuration",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, forged.length);
            exchange.getResponseBody().write(forged);
            exchange.close();
          });
      server.start();
      check(0, file, "--against", "http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
    assertThat(out)
        .contains("allowedHosts: x\\u000a\\u001b[31mbase.yaml is valid removed")
        .doesNotContain("\u001b");
  }

  @Test
  void strict_makesEveryWarningAnError_andAsksForAGuard() throws Exception {
    Path open = write("open.yaml", profiles(ROLE + ", " + NARROW));
    check(0, open);
    assertThat(out).doesNotContain("access");
    check(2, open, "--strict");
    assertThat(err)
        .startsWith(open + ":")
        .contains(
            ": profiles.reader.access: left out, as is defaultAccess, so every local process may");
    Path socket =
        write(
            "socket.yaml",
            "listen: ['unix:" + folder.resolve("s.sock") + "']\n" + profiles(ROLE + ", " + NARROW));
    check(0, socket, "--strict");

    String listen = "listen: ['unix:" + folder.resolve("s.sock") + "']\n";
    strict(listen, ROLE, "profiles.reader.policy: left out");
    strict(
        listen,
        ROLE + ", " + NARROW + ", duration: 15m",
        "profiles.reader.duration: 15m is so short");
    String whole =
        "policy: {document: {Version: '1', Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}}";
    strict(listen, ROLE + ", " + whole, "the whole account");
  }

  private void strict(String listen, String profile, String said) throws Exception {
    Path file = write("strict.yaml", listen + profiles(profile));
    check(0, file);
    assertThat(out).contains("warning: ", said);
    check(2, file, "--strict");
    assertThat(err).contains(said).doesNotContain("warning: ");
    assertThat(out).contains("has errors");
  }

  @Test
  void url_isARunningBroker_whichTellsWhatRuns() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      String url = "http://127.0.0.1:" + broker.adminPort();
      Path after = write("broker.yaml", profiles(ROLE + ", duration: 2h, " + NARROW));
      check(0, after, "--against", url);
      assertThat(out)
          .contains(
              "warning: profile reader: identity default -> main (wider: ",
              "duration 1h -> 2h (wider: what leaks lives longer); policy none -> ",
              "Against " + url + ": ",
              "Not compared with it: ");
      check(1, after, "--against", "http://127.0.0.1:" + broker.port());
      assertThat(err).contains("answers 404 (expected: the admin listener of a running broker");
    }
  }

  @Test
  void whatCannotBeCompared_isOneLine() throws Exception {
    Path file = write("broker.yaml", profiles(ROLE + ", " + NARROW));
    check(1, file, "--against", "http://127.0.0.1:" + FreePort.any());
    assertThat(err).contains("no broker answers (expected: the admin listener");
    for (String url :
        new String[] {"https://127.0.0.1:1", "http://me:planted@h", "http://h/status"}) {
      check(2, file, "--against", url);
      assertThat(err)
          .startsWith("--against: not a broker's URL (expected: ")
          .doesNotContain("planted");
    }
    check(2, file, "--against", folder.resolve("nowhere.yaml").toString());
    assertThat(err).contains("nowhere.yaml");
    check(2, file, "--against", write("bad.yaml", "profiles: 1\n").toString());
    assertThat(err).contains("profiles");
  }

  @Test
  void nothing_isNamedAsThat() throws Exception {
    Path file = write("broker.yaml", profiles(ROLE + ", " + NARROW));
    for (String nothing : new String[] {"", " "}) {
      check(2, file, "--against", nothing);
      assertThat(err)
          .isEqualTo(
              "--against: names nothing (expected: a configuration file, or the URL of a running"
                  + " broker's admin listener)\n");
    }
  }

  /** Whatever answers there, it is one sentence, and no library has a word in it. */
  @Test
  void garbage_isOneLine_andNothingIsLogged() throws Exception {
    Path file = write("broker.yaml", profiles(ROLE + ", " + NARROW));
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    for (String answer :
        new String[] {
          "",
          "garbage\r\n\r\n",
          "\u0015\u0003\u0001\u0000\u0002\u0002P",
          "HTTP/1.1 abc\r\n\r\n",
          head + "Content-Length: 9\r\n\r\nno JSON!!",
          head + "Content-Length: 2\r\n\r\n{}",
          head + "Content-Length: 99\r\n\r\n{",
          head + "Content-Length: x\r\n\r\n{}",
          head + "Content-Length: 2\r\n\r\n{}and more\r\n\r\n",
          head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"
        }) {
      String logged = against(file, answer);
      assertThat(logged).as("logged for %s", answer).isEmpty();
      assertThat(err.lines()).as("told for %s", answer).hasSize(1);
      assertThat(err).contains("http://127.0.0.1:", " (expected: the admin listener of a running");
    }
  }

  /** What is logged while the file is checked against who answers so. */
  private String against(Path file, String answer) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, UTF_8));
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(server, answer));
      answering.start();
      check(1, file, "--against", "http://127.0.0.1:" + server.getLocalPort());
      answering.join();
    } finally {
      System.setErr(before);
    }
    return logged.toString(UTF_8);
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket caller = server.accept()) {
      assertThat(caller.getInputStream().read(new byte[4096])).isPositive();
      caller.getOutputStream().write(answer.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String profiles(String reader) {
    return "identities: {main: {type: ecsRamRole}}\nprofiles: {reader: {" + reader + "}}\n";
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return PrivateFile.write(file, text);
  }

  private void check(int exitCode, Path file, String... options) {
    StringWriter printed = new StringWriter();
    StringWriter told = new StringWriter();
    CommandLine command =
        Main.commands().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(told, true));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "check";
    arguments[1] = "--config";
    arguments[2] = file.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    int exit = command.execute(arguments);
    out = printed.toString();
    err = told.toString();
    assertThat(exit).as("%s%s", out, err).isEqualTo(exitCode);
  }
}
