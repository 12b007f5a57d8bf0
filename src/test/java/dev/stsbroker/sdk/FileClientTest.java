package dev.stsbroker.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sink.SinkFormat;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;

/** Clients that read files: each finds in its own what the broker serves. */
class FileClientTest {
  private static final String AWS_FILE = "aws.sharedCredentialsFile";

  @TempDir private Path home = Path.of("");

  @AfterEach
  void forget() {
    System.clearProperty(AWS_FILE);
  }

  /** {@code com.aliyun:credentials-java}; its home is Java's, and {@code HOME} says nothing. */
  @Test
  void credentialsJava_readsTheConfigurationOfTheAliyunCommand() throws Exception {
    Path config = Files.createDirectory(home.resolve(".aliyun")).resolve("config.json");
    try (TestingBroker broker = keeping(SinkFormat.ALIYUN_CONFIG, config)) {
      List<String> command = java("-Duser.home=" + home);

      ChildProcess job =
          ChildProcess.runAsJob(
              home, command, Map.of("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"));

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  @Test
  void credentialsJava_findsTheVariables_whenAShellReadTheFile() throws Exception {
    Path env = home.resolve("reader.env");
    try (TestingBroker broker = keeping(SinkFormat.ENV, env)) {
      String script = "set -a; . ./reader.env; set +a; exec '%s' -cp \"$CLASSES\" %s";
      List<String> command = java();
      Map<String, String> variables = Map.of("CLASSES", System.getProperty("java.class.path"));

      ChildProcess job =
          ChildProcess.runAsJob(
              home,
              List.of(
                  "sh", "-c", script.formatted(command.get(0), PrintCredential.class.getName())),
              variables);

      assertThat(job.exitCode()).as(job.err()).isZero();
      assertThat(Served.printed(job.out())).isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  @Test
  void awsSdk_readsItsFile_andTheNextOneToo() throws Exception {
    Path file = home.resolve("credentials");
    System.setProperty(AWS_FILE, file.toString());
    try (TestingBroker broker = keeping(SinkFormat.AWS, file);
        ProfileCredentialsProvider provider = ProfileCredentialsProvider.create("default")) {
      Served first = Served.at(broker, "/credentials");
      assertThat(got(provider)).isEqualTo(first);

      refresh(broker);

      Served second = Served.at(broker, "/credentials");
      assertThat(second).isNotEqualTo(first);
      Waiting.until("it has the second", () -> got(provider).equals(second));
    }
  }

  @Test
  void jsonReaders_findTheirKeys() throws Exception {
    Path file = home.resolve("reader.json");
    for (SinkFormat format : List.of(SinkFormat.OSS, SinkFormat.PAIMON)) {
      try (TestingBroker broker = keeping(format, file)) {
        JsonObject json = new JsonObject(Files.readString(file, UTF_8));
        assertThat(
                new Served(
                    json.getString("AccessKeyId"),
                    json.getString("AccessKeySecret"),
                    json.getString("SecurityToken")))
            .isEqualTo(Served.at(broker, "/credentials"));
      }
    }
    try (TestingBroker broker = keeping(SinkFormat.PYODPS, file)) {
      assertThat(Served.printed(Files.readString(file, UTF_8)))
          .isEqualTo(Served.at(broker, "/credentials"));
    }
  }

  /** A broker that has written {@code path}; what was there before is another broker's. */
  private static TestingBroker keeping(SinkFormat format, Path path) throws Exception {
    Files.deleteIfExists(path);
    SinkSettings settings = new SinkSettings("reader", format, path, false);
    TestingBroker broker =
        TestingBroker.startKeeping(List.of(settings), TestingBroker.profile("reader", true));
    Waiting.until(path + " is written", () -> Files.exists(path));
    return broker;
  }

  private static void refresh(TestingBroker broker) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + broker.adminPort() + "/profiles/reader/refresh");
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }

  private static List<String> java(String... options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> rest = List.of("-cp", classes, PrintCredential.class.getName());
    return Stream.of(List.of(java), List.of(options), rest).flatMap(List::stream).toList();
  }

  private static Served got(ProfileCredentialsProvider provider) {
    AwsSessionCredentials credentials = (AwsSessionCredentials) provider.resolveCredentials();
    return new Served(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }
}
