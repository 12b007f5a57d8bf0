package dev.stsbroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.cloud.OssSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged sandbox, broker included, in the heap the launcher gives: objects are larger. */
class SandboxMemoryIT {
  private static final AccessKey KEY =
      new AccessKey("LTAI5tTestKey", Secret.of("secret-of-the-key"), null);
  private static final int MIB = 1024 * 1024;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder = Path.of("");
  private int ossPort;

  @Test
  void objects_fit_howeverManyAndLargeTheyAre() throws Exception {
    int port = FreePort.any();
    int adminPort = FreePort.any();
    ossPort = FreePort.any();
    String config = config(port, adminPort, FreePort.any());
    Path file = Files.writeString(folder.resolve("sandbox.yaml"), config);
    try (Packaged sandbox = Packaged.start(folder, "sandbox", "--config", file.toString())) {
      sandbox.await("http://127.0.0.1:" + adminPort + "/readyz", 200);

      // A client may find the connection closed before it has read why.
      assertThat(status(request("/lake/unsigned", bytes(17 * MIB), Map.of()))).isIn(403, 0);
      for (int i = 0; i < 60; i++) {
        assertThat(put("/lake/small-" + i, bytes(MIB))).isEqualTo(200);
      }
      Path large = large();
      assertThat(put("/lake/large", BodyPublishers.ofFile(large))).isEqualTo(200);
      assertThat(length("/lake/large")).isEqualTo(Files.size(large));

      sandbox.await("http://127.0.0.1:" + port + "/credentials", 200);
      assertThat(sandbox.terminate().exitCode()).isZero();
      assertThat(sandbox.printed()).doesNotContain("OutOfMemory", "Exception");
    }
  }

  private static BodyPublisher bytes(int length) {
    return BodyPublishers.ofByteArray(new byte[length]);
  }

  /** 100 MiB that take no disk. */
  private Path large() throws IOException {
    Path path = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(100L * MIB);
    }
    return path;
  }

  private int put(String resource, BodyPublisher body) throws Exception {
    return status(request(resource, body, OssSigner.headers(KEY, "PUT", resource, Instant.now())));
  }

  private HttpRequest request(String resource, BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(url(resource)).PUT(body);
    headers.forEach(builder::header);
    return builder.build();
  }

  private URI url(String resource) {
    return URI.create("http://127.0.0.1:" + ossPort + resource);
  }

  /** The status of the answer; 0 if the connection ended before it. */
  private int status(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private long length(String resource) throws Exception {
    HttpRequest.Builder get = HttpRequest.newBuilder(url(resource));
    OssSigner.headers(KEY, "GET", resource, Instant.now()).forEach(get::header);
    return client
        .send(get.build(), HttpResponse.BodyHandlers.ofInputStream())
        .body()
        .transferTo(OutputStream.nullOutputStream());
  }

  private String config(int port, int adminPort, int stsPort) {
    return """
        listen: [127.0.0.1:%d]
        admin: 127.0.0.1:%d
        sts: {endpoint: 'http://127.0.0.1:%d'}
        profiles:
          reader: {roleArn: acs:ram::1234567890123456:role/oss-admin, prefetch: true}
        identities:
          main: {type: accessKey, id: LTAI5tTestKey, secret: secret-of-the-key}
        sandbox:
          sts: 127.0.0.1:%d
          oss: 127.0.0.1:%d
          accounts:
            - id: "1234567890123456"
              users:
                - name: sts-broker
                  accessKeyId: LTAI5tTestKey
                  accessKeySecret: secret-of-the-key
                  policies:
                    - Version: "1"
                      Statement: [{Effect: Allow, Action: ['oss:*', 'sts:AssumeRole'], Resource: '*'}]
              roles: [{name: oss-admin}]
              buckets: [{name: lake}]
        """
        .formatted(port, adminPort, stsPort, stsPort, ossPort);
  }
}
