package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the packaged broker's memory stays there, unless its operator wants to look. */
@Timeout(300)
class HygieneIT {
  /** Memory that is no file's, private and shared, in a filter of core dumps (core(5)). */
  private static final int ANONYMOUS = 0b11;

  @TempDir private Path folder;

  @BeforeEach
  void configure() throws IOException {
    PrivateFile.write(
        folder.resolve("broker.yaml"),
        """
        listen: ['127.0.0.1:%d']
        admin: 127.0.0.1:%d
        sts: {endpoint: 'http://127.0.0.1:%d'}
        identities: {main: {type: accessKey, id: LTAI5tTestKey, secret: planted-secret}}
        profiles: {reader: {roleArn: 'acs:ram::1234567890123456:role/reader'}}
        """
            .formatted(FreePort.any(), FreePort.any(), FreePort.any()));
  }

  @Test
  void memory_isInNoDumpAndNoReport_andNothingAttaches() throws Exception {
    try (Packaged broker = Packaged.start(folder, "serve", "--config", "broker.yaml")) {
      broker.awaitPrinted(" serving");
      Path process = Path.of("/proc", Long.toString(broker.pid()));
      assertThat(Files.readAllLines(process.resolve("limits")))
          .anyMatch(line -> line.matches("Max core file size +0 +0 .*"));
      String filter = Files.readString(process.resolve("coredump_filter")).strip();
      assertThat(Integer.parseInt(filter, 16) & ANONYMOUS).isZero();
      assertThat(Files.readString(process.resolve("cmdline"))).doesNotContain("planted");
      assertThat(attached(broker)).isFalse();

      broker.signal("SEGV");
      assertThat(broker.exitCode()).isNotZero();
      assertThat(broker.printed()).contains("SIGSEGV").doesNotContain("planted");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(name -> name.equals("broker.yaml") || name.startsWith("output"));
      }
    }
  }

  @Test
  void operator_canTurnAttachingOn() throws Exception {
    String on = "-XX:-DisableAttachMechanism";
    try (Packaged broker = Packaged.startWithJava(on, folder, "serve", "--config", "broker.yaml")) {
      broker.awaitPrinted(" serving");
      assertThat(attached(broker)).isTrue();
    }
  }

  @Test
  void jobOfExec_keepsItsOwnLimits() throws Exception {
    try (TestingBroker serving = TestingBroker.start(TestingBroker.profile("reader", true));
        Packaged job = exec(serving, "cat", "/proc/self/coredump_filter", "/proc/self/limits")) {
      assertThat(job.exitCode()).as(job.printed()).isZero();
      List<String> own = new ArrayList<>();
      own.add(Files.readString(Path.of("/proc/self/coredump_filter")).strip());
      Files.readAllLines(Path.of("/proc/self/limits")).stream()
          .filter(line -> line.startsWith("Max core"))
          .forEach(own::add);
      assertThat(job.printed().lines()).containsAll(own);
    }
  }

  private Packaged exec(TestingBroker serving, String... words) throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("exec", "--url", serving.url("").toString(), "reader", "--"));
    all.addAll(List.of(words));
    return Packaged.start(folder, all.toArray(String[]::new));
  }

  private static boolean attached(Packaged broker) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, Long.toString(broker.pid()), "Thread.print");
    Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(asking.getInputStream().readAllBytes(), UTF_8);
    return asking.waitFor() == 0 && said.contains("vert.x-eventloop");
  }
}
