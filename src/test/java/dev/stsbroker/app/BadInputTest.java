package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a running broker's files by accident: one line each, and jobs do not notice. */
class BadInputTest {
  private static final long HUGE = 100L * 1024 * 1024;
  private static final String GOOD_KEY =
      "{\"AccessKeyId\":\"LTAI5tTestKey\",\"AccessKeySecret\":\"the-secret-of-the-test-key\"}";
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;
  private List<String> told = List.of();

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void keyFile_isOneLine_andTheKeyBeforeServes() throws Exception {
    Path key = folder.resolve("key.json");
    key("empty", "is empty", () -> write(key, ""));
    key("a directory", "not a file", () -> directory(key));
    key("JSON array", "no JSON object", () -> write(key, "[1]"));
    heal(key);
    key("a FIFO", "not a file", () -> pipe(key));
    key("missing key", "no AccessKeySecret", () -> write(key, "{\"AccessKeyId\":\"a\"}"));
    key("100 MB", "longer than 65536 bytes", () -> huge(key));
    key("mode 0644", "mode 0644 opens it to other users", () -> open(key));
    key("gone", "no such file", () -> Files.delete(key));
    try (LogLines log = new LogLines()) {
      write(key, "\uFEFF" + GOOD_KEY.replace(",", ",\r\n") + "\r\n");
      assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
      assertThat(log.count("WARN", "identity")).isZero();
      System.out.println("key file, byte order mark and CRLF -> read as it is meant");
    }
  }

  @Test
  void configuration_isOneLine_andTheOneBeforeServes() throws Exception {
    Path file = broker.file();
    String good = broker.original();
    config("empty", "is empty", () -> write(file, ""));
    config("UTF-16", "is UTF-16 text", () -> Files.write(file, good.getBytes(UTF_16)));
    config("JSON array", "is not a mapping", () -> write(file, "[1]"));
    config("missing key", "roleArn", () -> write(file, good + "  other: {duration: 1h}\n"));
    config("a directory", "is not a regular file", () -> directory(file));
    config("100 MB", "is too large", () -> huge(file));
    config("a FIFO", "is not a regular file", () -> pipe(file));
    config("gone", "does not exist", () -> Files.delete(file));
    config(
        "two identities of one name",
        "main: is there twice, first in line 5",
        () -> write(file, good.replace("profiles:", "  main: {type: environment}\nprofiles:")));
    config(
        "via to an unknown profile",
        "nobody is not a profile",
        () -> write(file, good + "  top: {via: nobody, " + ROLE + "}\n"));
    config(
        "via in a circle",
        "a -> b -> a",
        () -> write(file, good + "  a: {via: b, " + ROLE + "}\n  b: {via: a, " + ROLE + "}\n"));
    Path stranger = folder.resolve("stranger.json");
    write(stranger, GOOD_KEY.replace("TestKey", "Nobody"));
    config(
        "a key STS does not know",
        "identity main: GetCallerIdentity: InvalidAccessKeyId.NotFound",
        () -> write(file, good.replace("key.json", "stranger.json")));
    write(file, good.replace("\n", "\r\n"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    System.out.println("configuration, CRLF -> read as it is meant");
  }

  private void key(String input, String line, Change change) throws Exception {
    String before = broker.get("/credentials/reader").body();
    try (LogLines log = new LogLines()) {
      change.make();
      Waiting.until(line + " is told", () -> warnings(log, line).toString().contains(line));
      told = warnings(log, line);
      System.out.println("key file, " + input + " -> " + told);
      assertThat(told).singleElement().asString().contains(line);
    }
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
  }

  /** So that what was wrong before is news again. */
  private void heal(Path key) throws Exception {
    try (LogLines log = new LogLines()) {
      write(key, GOOD_KEY);
      Waiting.until("it is well", () -> log.all().toString().contains("well again"));
    }
  }

  private void config(String input, String line, Change change) throws Exception {
    String before = broker.get("/credentials/reader").body();
    try (LogLines log = new LogLines()) {
      change.make();
      assertThat(broker.post("/reload").body()).contains("ConfigRefused");
      told = warnings(log, line);
      System.out.println("configuration, " + input + " -> " + told);
      assertThat(told).singleElement().asString().contains(line);
      assertThat(log.all()).noneMatch(one -> one.startsWith("\tat ") || one.startsWith(" "));
    }
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
  }

  /**
   * Those but of the accident before, which the watch of files may have been late to see, and but
   * that it has seen the same as the one who asked for a reload.
   */
  private List<String> warnings(LogLines log, String expected) {
    return log.all().stream()
        .filter(line -> line.contains(" WARN "))
        .map(line -> line.substring(line.indexOf(" WARN ") + 6).replace(folder + "/", ""))
        .distinct()
        .filter(line -> !line.contains("for the same reasons as before"))
        .filter(line -> line.contains(expected) || !told.contains(line))
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    protect(next);
    replace(next, file);
  }

  /** By a link, since that can take a file's place at once: nobody is to find it gone. */
  private static void directory(Path file) throws IOException {
    Path next = file.resolveSibling("next");
    replace(Files.createSymbolicLink(next, file.getParent()), file);
  }

  private static void pipe(Path file) throws Exception {
    Path next = file.resolveSibling("next");
    new ProcessBuilder("mkfifo", "-m", "600", next.toString()).start().waitFor();
    replace(next, file);
  }

  private static void huge(Path file) throws IOException {
    Path next = file.resolveSibling("next");
    try (RandomAccessFile sparse = new RandomAccessFile(next.toFile(), "rw")) {
      sparse.setLength(HUGE);
    }
    protect(next);
    replace(next, file);
  }

  private static void open(Path file) throws IOException {
    write(file, GOOD_KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void protect(Path file) throws IOException {
    PrivateFile.protect(file);
  }

  private static void replace(Path next, Path file) throws IOException {
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** An accident. */
  private interface Change {
    void make() throws Exception;
  }
}
