package dev.stsbroker.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FetchTest {
  private static final String SERVED =
      """
      {"Code":"Success","StatusCode":"200","AccessKeyId":"STS.id","AccessKeySecret":"se'c/r+et=",\
      "SecurityToken":"to\\"k\\\\en$(x)`y`","Expiration":"2026-01-02T04:04:05Z",\
      "LastUpdated":"2026-01-02T03:04:05Z"}""";

  @Test
  void json_isWhatTheBrokerServes_ofAProfileOrTheDefaultOne() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String url = broker.url("").toString();
      String served = broker.get("/credentials").body() + "\n";

      assertThat(Ran.of(new Fetch(), "--url", url)).isEqualTo(new Ran(0, served, ""));
      assertThat(Ran.of(new Fetch(), "reader", "--url=" + url + "/"))
          .isEqualTo(new Ran(0, served, ""));
      assertThat(Ran.of(new Fetch(), Map.of("STS_BROKER_URL", url)))
          .isEqualTo(new Ran(0, served, ""));
    }
  }

  @Test
  void picocli_doesTheSame_asTheQuickWay() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String url = broker.url("").toString();
      StringWriter out = new StringWriter();
      CommandLine command = new CommandLine(new FetchCommand()).setOut(new PrintWriter(out));

      assertThat(command.execute("reader", "--format", "aws", "--url", url)).isZero();
      assertThat(out)
          .hasToString(Ran.of(new Fetch(), "reader", "--format", "aws", "--url", url).out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          json   | {"Code":"Success","StatusCode":"200","AccessKeyId":"STS.id","AccessKeySecret":"se'c/r+et=","SecurityToken":"to\\"k\\\\en$(x)`y`","Expiration":"2026-01-02T04:04:05Z","LastUpdated":"2026-01-02T03:04:05Z"}
          aliyun | {"mode":"StsToken","access_key_id":"STS.id","access_key_secret":"se'c/r+et=","sts_token":"to\\"k\\\\en$(x)`y`","expiration":"2026-01-02T04:04:05Z"}
          oss    | {"AccessKeyId":"STS.id","AccessKeySecret":"se'c/r+et=","SecurityToken":"to\\"k\\\\en$(x)`y`","Expiration":"2026-01-02T04:04:05Z"}
          aws    | {"Version":1,"AccessKeyId":"STS.id","SecretAccessKey":"se'c/r+et=","SessionToken":"to\\"k\\\\en$(x)`y`","Expiration":"2026-01-02T04:04:05Z"}
          """)
  void formats_areExactlyThese(String format, String line) throws Exception {
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(200, SERVED))) {
      assertThat(Ran.of(new Fetch(), "--url", server.url(), "--format", format))
          .isEqualTo(new Ran(0, line + "\n", ""));
    }
  }

  @Test
  void env_setsTheVariables_whateverTheValuesAreMadeOf() throws Exception {
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(200, SERVED))) {
      Ran ran = Ran.of(new Fetch(), "--url", server.url(), "--format", "env");
      String script = "eval \"$1\"; env | grep -E '^(ALIBABA_CLOUD_(ACC|SEC)|OSS_)' | sort";
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", script, "sh", ran.out());
      shell.environment().keySet().removeIf(name -> name.matches("(ALIBABA_CLOUD|OSS)_.*"));
      assertThat(new String(shell.start().getInputStream().readAllBytes(), UTF_8))
          .isEqualTo(
              """
              ALIBABA_CLOUD_ACCESS_KEY_ID=STS.id
              ALIBABA_CLOUD_ACCESS_KEY_SECRET=se'c/r+et=
              ALIBABA_CLOUD_SECURITY_TOKEN=to"k\\en$(x)`y`
              OSS_ACCESS_KEY_ID=STS.id
              OSS_ACCESS_KEY_SECRET=se'c/r+et=
              OSS_SESSION_TOKEN=to"k\\en$(x)`y`
              """);
    }
  }

  @Test
  void unixSocket_isAsked_asWellAsTcp(@TempDir Path folder) throws Exception {
    String answer = CannedServer.http(200, SERVED);
    try (CannedServer server = CannedServer.onUnixSocket(folder.resolve("s"), answer)) {
      Ran ran = Ran.of(new Fetch(), "a", "--url", server.url());
      assertThat(ran.err()).isEmpty();
      assertThat(new JsonObject(ran.out())).isEqualTo(new JsonObject(SERVED));
      assertThat(server.requests().get(0))
          .startsWith("GET /credentials/a HTTP/1.1\r\nHost: localhost\r\n");
    }
  }

  @Test
  void secretAndParameters_areSent_andTheSecretIsPrintedNowhere(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "\n the-first.secret \nthe-second\n");
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(401, "{}"))) {
      String[] words = {"a", "--url", server.url(), "--param", "job=x y&z=1", "--param=n="};
      Ran ran = Ran.of(new Fetch(), Map.of("STS_BROKER_SECRET_FILE", file.toString()), words);

      assertThat(server.requests().get(0))
          .startsWith("GET /credentials/a?job=x%20y%26z%3D1&n= HTTP/1.1\r\n")
          .contains("\r\nAuthorization: Bearer the-first.secret\r\n");
      assertThat(ran).isEqualTo(new Ran(1, "", server.url() + ": HTTP status 401\n"));
    }
  }

  @Test
  void refusal_isTheBrokersOwnWords_onOneLine() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      String url = broker.url("").toString();
      Ran nobody = Ran.of(new Fetch(), "nobody", "--url", url);
      broker.sandbox().cloud().faults().always(Fault.unavailable());
      Ran early = Ran.of(new Fetch(), "--url", url);

      assertThat(nobody)
          .isEqualTo(new Ran(1, "", url + ": UnknownProfile: there is no profile of that name\n"));
      assertThat(early.exitCode()).isEqualTo(3);
      assertThat(early.out()).isEmpty();
      assertThat(early.err().lines())
          .singleElement()
          .asString()
          .startsWith(url + ": StsUnavailable: profile reader: ");
    }
  }

  @Test
  void closedPort_isSaid_andOne() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    assertThat(Ran.of(new Fetch(), "--url", url))
        .isEqualTo(new Ran(1, "", url + ": no broker answers (is it running?)\n"));
    assertThat(Ran.of(new Fetch(), "--url", "unix:/nonexistent/socket"))
        .isEqualTo(
            new Ran(1, "", "unix:/nonexistent/socket: no broker answers (is it running?)\n"));
  }

  @Test
  void unknownHost_isSaid_andOne() {
    // Longer than DNS has it: no name server has to be asked.
    String url = "http://" + "a".repeat(64) + ".invalid:7070";
    assertThat(Ran.of(new Fetch(), "--url", url))
        .isEqualTo(new Ran(1, "", url + ": no such host\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# of the reports\nthe.secret\n", "\uFEFFthe.secret\r\nnext\r\n"})
  void brokersOwnFile_isReadForItsFirstSecret(String text, @TempDir Path folder) throws Exception {
    String file = Files.writeString(folder.resolve("f"), text).toString();
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(401, "{}"))) {
      assertThat(Ran.of(new Fetch(), "--url", server.url(), "--secret-file", file).exitCode())
          .isEqualTo(1);
      assertThat(server.requests().get(0)).contains("\r\nAuthorization: Bearer the.secret\r\n");
    }
  }

  @Test
  void silentServer_isGivenUp_andThree() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      Ran.Around hasty = new Ran.Around(Map.of(), Duration.ofSeconds(6).toNanos());
      assertThat(Ran.of(new Fetch(), hasty, "--url", url))
          .isEqualTo(new Ran(3, "", url + ": no answer within 10 s\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SSH-2.0-OpenSSH\\r\\n\\r\\n                                             | no length
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | no length
          HTTP/1.1 200 OK\\r\\nContent-Length: 0x9\\r\\n\\r\\n                    | no usable length
          HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\n\\r\\n{}                    | more than it announced
          HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}                    | Code is not Success
          HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\n<htm>                 | not a flat JSON object of strings
          HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\n{                     | the connection broke: the answer was cut off
          """)
  void otherServer_isToldFromABroker(String answer, String said) throws Exception {
    String bytes = answer.translateEscapes();
    try (CannedServer server = CannedServer.onTcp(bytes)) {
      Ran ran = Ran.of(new Fetch(), "--url", server.url());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).startsWith(server.url() + ": ").endsWith(said + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AccessKeySecret, ''",
    "SecurityToken, 'a b'",
    "Code, Failure",
    "Expiration, 2026-01-02T04:04:05.000Z",
    "Expiration, 2026-01-02T04:04:05+0",
    "LastUpdated, today"
  })
  void halfAnAnswer_isPrintedNotAtAll(String member, String value) throws Exception {
    String body = new JsonObject(SERVED).put(member, value).encode();
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(200, body))) {
      Ran ran = Ran.of(new Fetch(), "--url", server.url());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains(member).doesNotContain("se'c", "to\"k");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--format=xml, '--format: xml (expected: json, aliyun, oss, aws or env)'",
    "--url=https://a, '--url: not a broker''s address (expected: http://HOST:PORT or unix:/PATH)'",
    "--url=http://a/key/s, '--url: not a broker''s address (expected: http://HOST:PORT or unix:/PATH)'",
    "--url=http://u:p@a, '--url: not a broker''s address (expected: http://HOST:PORT or unix:/PATH)'",
    "--url=unix:a, '--url: not a broker''s address (expected: http://HOST:PORT or unix:/PATH)'",
    "--param=x, '--param: x (expected: name=value)'",
    "a/../b, 'PROFILE: a/../b (expected: a name of up to 64 letters, digits and . _ -)'",
    "--secret-file=/nonexistent, '--secret-file: cannot read /nonexistent (expected: a file with a secret)'"
  })
  void wrongWords_areExplained_andTwo(String word, String said) {
    assertThat(Ran.of(new Fetch(), word)).isEqualTo(new Ran(2, "", said + "\n"));
  }
}
