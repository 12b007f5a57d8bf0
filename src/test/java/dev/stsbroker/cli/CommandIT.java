package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.PrivateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command as a person runs it. */
class CommandIT {
  private static final String SECRET = "planted-secret-of-the-key";

  @TempDir private Path folder = Path.of("");
  private int port;
  private int adminPort;
  private int stsPort;

  @BeforeEach
  void ports() throws IOException {
    port = FreePort.any();
    adminPort = FreePort.any();
    stsPort = FreePort.any();
  }

  @Test
  void serve_works_againstAnStsOfItsOwnProcess_andStopsWithZero() throws Exception {
    try (Packaged cloud = cloud();
        Packaged broker = broker(SECRET)) {
      assertThat(broker.await(admin("/readyz"), 200)).isEqualTo("ready\n");
      assertThat(broker.await(job("/credentials"), 200)).contains("\"Code\":\"Success\"");
      assertThat(broker.terminate().exitCode()).isZero();
      assertThat(cloud.terminate().exitCode()).isZero();
      assertThat(broker.printed() + cloud.printed()).doesNotContain(SECRET, "Exception");
    }
  }

  @Test
  void serve_loadsNothingOfOtherCommands() throws Exception {
    Path log = folder.resolve("classes");
    // A cache of Java 25 has its classes loaded at once, needed or not.
    String logging =
        "-XX:+IgnoreUnrecognizedVMOptions -XX:AOTMode=off -Xlog:class+load:file=" + log;
    String config = brokerConfig(SECRET).toString();
    try (Packaged cloud = cloud();
        Packaged broker = Packaged.startWithJava(logging, folder, "serve", "--config", config)) {
      assertThat(broker.await(job("/credentials"), 200)).contains("\"Code\":\"Success\"");
      assertThat(broker.terminate().exitCode()).isZero();
      assertThat(cloud.terminate().exitCode()).isZero();
    }
    // Netty asks for the JVM's arguments by it where it is not to use Unsafe.
    String management = Runtime.version().feature() >= 24 ? "" : "|sun\\.management";
    Pattern strangers =
        Pattern.compile(
            " (picocli|dev\\.stsbroker\\.(sandbox|check|plan|cli\\.(check|policy|help|starter))"
                + "|io\\.netty\\.buffer\\.FreeBufferEvent"
                + management
                + ")\\b");
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains(" dev.stsbroker.app.BrokerApp "))
        .noneMatch(line -> strangers.matcher(line).find());
  }

  @Test
  void wrongSecret_isNamed_withItsIdentity_andShownNowhere() throws Exception {
    try (Packaged cloud = cloud();
        Packaged broker = broker("another-planted-secret")) {
      String ready = broker.await(admin("/readyz"), 503);
      while (!ready.contains("refused")) {
        ready = broker.await(admin("/readyz"), 503);
      }
      assertThat(ready).contains("SignatureDoesNotMatch", "identity main");
      String refused = broker.await(job("/credentials"), 502);
      assertThat(refused).contains("StsRefused", "SignatureDoesNotMatch", "identity main");
      String all = ready + refused + broker.printed() + cloud.printed();
      assertThat(all).doesNotContain("planted", "Signature=");
    }
  }

  @Test
  void busyPort_isOneLine_andOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Packaged broker = broker(SECRET)) {
      assertThat(broker.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(broker.printed())
          .isEqualTo(
              "cannot listen on 127.0.0.1:%d: the port is in use (another broker?)%n"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void sandbox_saysWhatIsMissing_whereItsJarIsNotInstalled() throws Exception {
    try (Packaged sandbox = Packaged.startWithoutSandbox(folder.resolve("home"), "sandbox")) {
      assertThat(sandbox.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(sandbox.printed())
          .isEqualTo(
              "sandbox: not part of this installation (expected: lib/sts-broker-sandbox.jar, which"
                  + " the archive has and the container image leaves out)\n");
    }
  }

  @Test
  void archiveThatDoesNotFit_isLeftSilently() throws Exception {
    String name = Runtime.version().feature() < 25 ? "serve.jsa" : "serve.aot";
    Path home = folder.resolve("home");
    String runtime = System.getProperty("java.runtime.version");
    Path archives = Files.createDirectories(home.resolve("lib/archive").resolve(runtime));
    Files.writeString(archives.resolve(name), "no archive of this Java");
    try (Packaged version = Packaged.startWithoutSandbox(home, "version")) {
      assertThat(version.exitCode()).as(version.printed()).isZero();
      assertThat(version.printed()).matches("sts-broker \\S+\\R");
    }
  }

  @Test
  void serve_needsNoSandbox() throws Exception {
    Path config = brokerConfig(SECRET);
    try (Packaged cloud = cloud();
        Packaged broker =
            Packaged.startWithoutSandbox(
                folder.resolve("home"), "serve", "--config", config.toString())) {
      assertThat(broker.await(job("/credentials"), 200)).contains("\"Code\":\"Success\"");
      assertThat(broker.terminate().exitCode()).isZero();
      assertThat(cloud.terminate().exitCode()).isZero();
    }
  }

  @Test
  void sandbox_printsWhatToPaste_andStopsWithZero() throws Exception {
    Path config = Files.writeString(folder.resolve("sandbox.yaml"), sandboxConfig());
    try (Packaged sandbox = Packaged.start(folder, "sandbox", "--config", config.toString())) {
      sandbox.await(admin("/readyz"), 200);
      sandbox.awaitPrinted("export ALIBABA_CLOUD_CREDENTIALS_URI=" + job("/credentials"));
      assertThat(sandbox.terminate().exitCode()).isZero();
      assertThat(sandbox.printed())
          .doesNotContain(" WARN config ")
          .doesNotContainPattern("(?m)[a-zA-Z]=( |$)");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profiles: [                                            | broker.yaml:1: profiles: a [ is never closed (expected: ])
          profiles: {}                                           | profiles
          liisten: [127.0.0.1:1]                                 | broker.yaml:1: liisten: unknown key (expected: listen; write: listen:)
          listen: [0.0.0.0:7070]                                 | listen[0]
          profiles: {a: {roleArn: nonsense}}                     | profiles.a.roleArn
          profiles: {a: {roleArn: 'acs:ram::1234567890123456:role/x', duration: 13h}} | profiles.a.duration
          profiles: {a: {roleArn: 'acs:ram::1234567890123456:role/x', access: {gids: [0]}}} | profiles.a.access
          sts: {endpoint: 'http://sts.aliyuncs.com'}             | sts.endpoint
          """)
  void wrongConfiguration_isReadableLines_andTwo(String yaml, String said) throws Exception {
    Path config = Files.writeString(folder.resolve("broker.yaml"), yaml);
    for (String command : new String[] {"serve", "check"}) {
      try (Packaged broker = Packaged.start(folder, command, "--config", config.toString())) {
        assertThat(broker.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(broker.printed()).contains(said).doesNotContain("\tat ", "Exception");
      }
    }
  }

  @Test
  void noConfiguration_isTwo_andNamesThePlaces_untilInitWroteOne() throws Exception {
    for (String command : new String[] {"serve", "check"}) {
      assertThat(ended(ExitCode.WRONG_USAGE, command))
          .contains("--config is not given", "$STS_BROKER_CONFIG is not set")
          .contains(folder.resolve("config/broker.yaml").toString(), "sts-broker init");
    }
    Path here = folder.resolve("config/broker.yaml");
    Files.createDirectories(folder.resolve("config"));
    Files.copy(Path.of("target/sts-broker/config/broker.yaml"), here);
    assertThat(ended(ExitCode.WRONG_USAGE, "serve")).contains("the example that ships, unchanged");
    assertThat(ended(ExitCode.FAILED, "init")).contains("config/broker.yaml: exists");

    Files.delete(here);
    assertThat(ended(ExitCode.OK, "init", "--bucket", "b-1")).contains("sts-broker serve");
    assertThat(ended(ExitCode.OK, "check")).contains("config/broker.yaml is valid");
  }

  @Test
  void theDistribution_completesItsCommands_inEachShell() throws Exception {
    assertThat(ended(ExitCode.OK, "completion", "bash")).contains("complete -F");
    for (String file :
        new String[] {
          "bash-completion/completions/sts-broker",
          "zsh/site-functions/_sts-broker",
          "fish/vendor_completions.d/sts-broker.fish"
        }) {
      String shell = file.substring(0, file.indexOf("/")).replace("-completion", "");
      assertThat(Path.of("target/sts-broker/share", file))
          .content()
          .contains("sts-broker completion " + shell);
    }
  }

  private String ended(int exitCode, String... words) throws Exception {
    try (Packaged command = Packaged.start(folder, words)) {
      assertThat(command.exitCode()).as("%s", command.printed()).isEqualTo(exitCode);
      return command.printed();
    }
  }

  @Test
  void wrongUsage_isExplained_andTwo() throws Exception {
    try (Packaged broker = Packaged.start(folder, "serve", "--conf")) {
      assertThat(broker.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(broker.printed()).contains("Unknown option: '--conf'", "--config");
    }
  }

  private Packaged cloud() throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("sandbox.yaml"), sandboxConfig());
    Packaged cloud =
        Packaged.start(folder, "sandbox", "--cloud-only", "--config", config.toString());
    cloud.await("http://127.0.0.1:" + stsPort + "/", 400);
    return cloud;
  }

  private Packaged broker(String secret) throws IOException {
    return Packaged.start(folder, "serve", "--config", brokerConfig(secret).toString());
  }

  private Path brokerConfig(String secret) throws IOException {
    PrivateFile.write(
        folder.resolve("key.json"),
        "{\"AccessKeyId\":\"LTAI5tTestKey\",\"AccessKeySecret\":\"" + secret + "\"}");
    return Files.writeString(
        folder.resolve("broker.yaml"),
        common() + "identities:\n  main:\n    type: accessKeyFile\n    file: key.json\n");
  }

  private String common() {
    return """
        listen: [127.0.0.1:%d]
        admin: 127.0.0.1:%d
        sts: {endpoint: 'http://127.0.0.1:%d'}
        profiles:
          reader:
            roleArn: acs:ram::1234567890123456:role/oss-admin
            policy: {preset: oss-read-only, with: {bucket: my-bucket}}
        """
        .formatted(port, adminPort, stsPort);
  }

  private String sandboxConfig() {
    return common()
        + """
        identities:
          main: {type: accessKey, id: LTAI5tTestKey, secret: %s}
        sandbox:
          sts: 127.0.0.1:%d
          accounts:
            - id: "1234567890123456"
              users: [{name: sts-broker, accessKeyId: LTAI5tTestKey, accessKeySecret: %s}]
              roles: [{name: oss-admin}]
        """
            .formatted(SECRET, stsPort, SECRET);
  }

  private String job(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private String admin(String path) {
    return "http://127.0.0.1:" + adminPort + path;
  }
}
