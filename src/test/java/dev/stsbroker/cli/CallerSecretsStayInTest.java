package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that logs at trace level, and callers that present secrets, right and wrong ones, in
 * requests well-formed and not: none of them is found in what it says or writes down.
 */
@Timeout(300)
class CallerSecretsStayInTest {
  private static final String RIGHT = "planted-secret-that-is-right";
  private static final String WRONG = "planted-secret-that-is-wrong";

  /** Each with a secret for the braces; sent with a Host and Connection: close. */
  private static final List<String> REQUESTS =
      List.of(
          "GET /key/{}/credentials HTTP/1.1",
          "GET /key/{}/credentials/guarded HTTP/1.1",
          "GET /key/{}/auth/guarded HTTP/1.1",
          "GET /key/{}/aws/guarded HTTP/1.1",
          "PUT /key/{}/latest/api/token HTTP/1.1",
          "GET /key/{}/latest/meta-data/ram/security-credentials/ HTTP/1.1",
          "GET /key/{}/profile/guarded/latest/meta-data/Ram/security-credentials/guarded HTTP/1.1",
          "GET /key/{} HTTP/1.1",
          "GET /key/{}/nowhere HTTP/1.1",
          "GET /KEY/{}/credentials HTTP/1.1",
          "GET //key//{}//credentials? HTTP/1.1",
          "GET /key/{}/key/{}/credentials HTTP/1.1",
          "GET /key/{}/../credentials HTTP/1.1",
          "GET /key/%53{}/credentials HTTP/1.1",
          "GET /key/{}%zz/credentials HTTP/1.1",
          "GET /key/{}\\x/credentials HTTP/1.1",
          "GET /key/{}\u0001/credentials HTTP/1.1",
          "GET /key/{}\u007f/credentials/guarded HTTP/1.1",
          "GET /key/{}#/credentials HTTP/1.1",
          "GET /key/{}/credentials?job=1 HTTP/1.1",
          "GET http://127.0.0.1/key/{}/credentials HTTP/1.1",
          "GET http://evil.example/key/{}/credentials HTTP/1.1",
          "GET /key/{}/credentials HTTP/1.1\r\nOrigin: http://evil.example",
          "GET /key/{}/credentials HTTP/1.1\r\nX-Forwarded-For: 10.0.0.1",
          "GET /key/{}/credentials HTTP/1.1\r\nContent-Length: 99999",
          "GET /key/{}/credentials HTTP/1.1\r\nContent-Length: none",
          "GET /key/{}/credentials HTTP/1.1\r\nTransfer-Encoding: chunked",
          "GET /key/{}/credentials HTTP/1.1\r\nX: " + "x".repeat(17_000),
          "GET /key/{}/credentials HTTP/9.9",
          "GET /key/{}/credentials",
          "GET /key/{}/credentials HTTP/1.1\r\n: no name",
          "GET /key/{}/" + "x".repeat(9_000) + " HTTP/1.1",
          "POST /key/{}/credentials HTTP/1.1",
          "HEAD /key/{}/credentials HTTP/1.1",
          "\u0000\u0001{}",
          "GET /credentials/guarded HTTP/1.1\r\nAuthorization: {}",
          "GET /credentials/guarded HTTP/1.1\r\nAuthorization: Bearer {}",
          "GET /aws/guarded HTTP/1.1\r\nAuthorization: Basic {}",
          "GET /credentials/guarded HTTP/1.1\r\nAuthorization: {}\r\nAuthorization: {}",
          "GET /metrics HTTP/1.1\r\nAuthorization: {}");

  @TempDir private Path folder;
  private final List<String> shown = new ArrayList<>();

  @Test
  void secrets_areNowhere_howeverTheyArePresented() throws Exception {
    try (TestingBroker cloud = TestingBroker.start(TestingBroker.profile("unused", false));
        ServeProcess broker = ServeProcess.start(config(cloud.sandbox().stsPort()), Map.of())) {
      assertThat(broker.eventually("/key/" + RIGHT + "/credentials", 200)).contains("Success");
      for (String request : REQUESTS) {
        for (String secret : List.of(RIGHT, WRONG)) {
          shown.add(answer(broker.port(), request.replace("{}", secret)));
          shown.add(answer(broker.adminPort(), request.replace("{}", secret)));
        }
      }
      for (String page : List.of("/", "/metrics", "/status", "/readyz")) {
        shown.add(broker.admin(page).body());
      }
      assertThat(shown).anyMatch(text -> text.contains("reason=\"InvalidSecret\""));
      String log = broker.stop();
      assertThat(log)
          .contains(" TRACE ", "profile=guarded secret=jobs.secret:2 first use")
          .contains("a caller without the profile's secret was refused");
      shown.add(log);
      assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain("planted-secret"));
    }
  }

  /** All that is sent back until the connection ends, which it may at once. */
  private static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      String rest = "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((request + rest).getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return String.valueOf(reset.getMessage());
    }
  }

  private Path config(int stsPort) throws IOException {
    write("jobs.secret", "# of jobs\n" + RIGHT + "\n");
    String id = TestingBroker.KEY.id();
    JsonObject key = new JsonObject().put("AccessKeyId", id);
    write("key.json", key.put("AccessKeySecret", TestingBroker.KEY.secret().reveal()).encode());
    return write(
        "broker.yaml",
        """
        listen: ['127.0.0.1:0']
        admin: 127.0.0.1:0
        sts: {endpoint: 'http://127.0.0.1:%d'}
        identities: {main: {type: accessKeyFile, file: key.json}}
        profiles:
          guarded: {roleArn: '%s', access: {secretFile: jobs.secret}}
        """
            .formatted(stsPort, TestingBroker.ROLE.value()));
  }

  private Path write(String name, String text) throws IOException {
    return PrivateFile.write(folder.resolve(name), text);
  }
}
