package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload that may mend a failure has it tried at once: time stands still here. */
class MendedReloadTest {
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final String MORE = "  base: {%s}\n  top: {via: base, %s}\n".formatted(ROLE, ROLE);

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.startOnManualTime(folder);
  }

  @AfterEach
  void close() {
    broker.close();
  }

  @Test
  void mendedEndpoint_isTriedAtOnce_byWhatFailsAlone() throws Exception {
    String right = broker.original();
    reload(elsewhere(right, FreePort.any()) + MORE);
    assertThat(broker.eventually("/credentials/base", 503)).contains("StsUnavailable");
    assertThat(broker.eventually("/credentials/top", 503)).contains("StsUnavailable");
    reload(right + MORE);
    broker.eventually("/credentials/base", 200);
    broker.eventually("/credentials/top", 200);
    assertThat(broker.calls("AssumeRole")).isEqualTo(3);
    reload(right.replace("sts: {", "sts: {timeout: 4s, ") + MORE);
    reload(right.replace("sts: {", "sts: {region: cn-beijing, ") + MORE);
    assertThat(broker.get("/credentials/top").statusCode()).isEqualTo(200);
    assertThat(broker.admin("/readyz")).isEqualTo("ready\n");
    assertThat(broker.calls("AssumeRole")).isEqualTo(3);
  }

  /** A caller who waits for the wrong STS gets the answer of the right one. */
  @Test
  void callThatHangsAtTheWrongEndpoint_isNotWaitedFor() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      reload(elsewhere(broker.original(), silent.getLocalPort()) + MORE);
      CompletableFuture<HttpResponse<String>> waiting =
          CompletableFuture.supplyAsync(() -> got("/credentials/base"));
      Waiting.until(
          "it is asked for", () -> broker.admin("/status").contains("\"state\":\"minting\""));
      reload(broker.original() + MORE);
      assertThat(waiting.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      broker.eventually("/credentials/top", 200);
    }
  }

  @Test
  void mendedIdentity_isTriedAtOnce() throws Exception {
    broker.cloud().disableKey(TestingBroker.KEY.id());
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(502);
    AccessKey next = new AccessKey("LTAI5tNextKey", Secret.of("secret-of-the-next-key"), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", next);
    broker.write(
        "next.json",
        "{\"AccessKeyId\":\"LTAI5tNextKey\",\"AccessKeySecret\":\"secret-of-the-next-key\"}");
    reload(broker.original().replace("key.json", "next.json"));
    Waiting.until("it is well", () -> broker.admin("/readyz").equals("ready\n"));
  }

  /** What was asked of a profile that a reload has changed was asked of another one. */
  @Test
  void refresh_isAllowed_onceAReloadHasChangedTheProfile() throws Exception {
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
    reload(broker.original() + "# the same\n");
    assertThat(broker.post("/profiles/reader/refresh").body())
        .contains("TooManyRequests", "a refresh of profile reader was asked for a moment ago");
    reload(broker.original().replace(ROLE, ROLE + ", duration: 2h"));
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(429);
  }

  private HttpResponse<String> got(String path) {
    try {
      return broker.get(path);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String elsewhere(String yaml, int port) {
    return yaml.replaceFirst("endpoint: 'http://127.0.0.1:[0-9]+'", endpoint(port));
  }

  private static String endpoint(int port) {
    return "endpoint: 'http://127.0.0.1:" + port + "'";
  }

  private void reload(String yaml) throws Exception {
    broker.write(yaml);
    HttpResponse<String> answer = broker.post("/reload");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
