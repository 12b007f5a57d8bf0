package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.Waiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a running broker says of files that others may change, and of text that was filled in: what
 * was good before stays in use.
 */
class OpenFileReloadTest {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final String POLICY =
      """
      {"Version": "1", "Statement": [
        {"Effect": "Allow", "Action": "%s", "Resource": "acs:oss:*:*:b/*"}]}
      """;

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.startOnManualTime(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void policyOthersMayChange_isNotObeyed_andTheOneBeforeIs() throws Exception {
    broker.write("policy.json", POLICY.formatted("oss:GetObject"));
    broker.write(
        broker.original().replace("oss-admin'", "oss-admin', policy: {file: policy.json}"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    String before = broker.get("/credentials/reader").body();

    try (LogLines log = new LogLines()) {
      Path policy = folder.resolve("policy.json");
      Files.writeString(policy, POLICY.formatted("*"));
      Files.setAttribute(policy, "unix:mode", 0666);
      broker.time().advance(LOOK);

      String refused =
          ": profiles.reader.policy.file: %s mode 0666 lets other users change it (expected: chmod 0644)"
              .formatted(policy);
      Waiting.until("the refusal is told", () -> log.all().toString().contains(refused));
    }
    assertThat(broker.post("/reload").body()).contains("mode 0666 lets other users change it");
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
  }

  @Test
  void keyOthersMayChange_isNotUsed_andTheOneBeforeIs() throws Exception {
    Path key = folder.resolve("key.json");
    broker.write(broker.original().replace("key.json", "key.json, allowOthers: true"));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    try (LogLines log = new LogLines()) {
      Files.writeString(key, Files.readString(key).replace("LTAI", "EVIL"));
      Files.setAttribute(key, "unix:mode", 0646);
      broker.time().advance(LOOK);

      String kept = key + ": mode 0646 lets other users change it (expected: chmod 0644)";
      Waiting.until("the key that is kept is told", () -> log.all().toString().contains(kept));
    }
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
  }

  @Test
  void configurationOthersMayChange_isRefused() throws Exception {
    Files.setAttribute(broker.file(), "unix:mode", 0646);

    HttpResponse<String> answer = broker.post("/reload");

    assertThat(answer.statusCode()).isNotEqualTo(200);
    assertThat(answer.body())
        .contains("mode 0646 lets other users change it (expected: chmod 0644)");
  }

  @Test
  void reload_showsWhatIsWritten_neverWhatWasFilledIn() throws Exception {
    String good = broker.original();
    String listen = "listen: [127.0.0.1:0]";
    String probe = "${env:SECRET_PROBE}";
    int free = FreePort.any();
    try (LogLines log = new LogLines();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      broker.set("SECRET_PROBE", port);
      assertHidden(good.replace(listen, "listen: ['127.0.0.1:" + probe + "']"), port);
      assertHidden(good.replace(listen, "listen: ['10.0.0.1:" + probe + "']"), port);
      broker.set("SECRET_PROBE", String.valueOf(free));
      String unproved = good.replace("file: key.json", "file: key.json, allowOthers: true");
      assertHidden(unproved.replaceAll("1:\\d\\d+", "1:\\" + probe), String.valueOf(free));
      broker.set("SECRET_PROBE", "hunter2");
      broker.write("hunter2.json", "{}");
      assertHidden(good.replace("key.json", "'" + probe + ".json'"), "hunter2");
      assertHidden(good.replace("oss-admin", "oss admin " + probe), "hunter2");
      String uri = "credentialsUri, uri: 'http://" + probe + ".invalid/'";
      assertHidden(good.replace("accessKeyFile, file: key.json", uri), "hunter2");
      assertThat(log.all().toString())
          .contains("cannot listen on 127.0.0.1:" + probe, "GetCallerIdentity at http://")
          .doesNotContain("hunter2")
          .doesNotContain("1:" + port)
          .doesNotContain("1:" + free);
    }
  }

  private void assertHidden(String yaml, String hidden) throws Exception {
    broker.write(yaml);
    HttpResponse<String> answer = broker.post("/reload");
    assertThat(answer.statusCode()).as(answer.body()).isNotEqualTo(200);
    assertThat(answer.body()).contains("${env:SECRET_PROBE}").doesNotContain(hidden);
  }
}
