package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secrets that are no keys of a file: external ids, tokens, what stands in URIs and proxies. A
 * broker that logs at trace level, with the SDK's and its libraries' debug switches on, has them in
 * no text, argument or thread name.
 */
@Timeout(300)
class PlantedSecretsTest {
  /** What has Alibaba Cloud's SDK print the requests it signs, and commons-logging print it. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "DEBUG",
          "sdk",
          "JAVA_TOOL_OPTIONS",
          "-Daliyuncs.sdk.httpclient=nowhere.Client"
              + " -Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.SimpleLog"
              + " -Dorg.apache.commons.logging.simplelog.defaultlog=trace");

  @TempDir private Path folder;
  private final List<String> shown = new ArrayList<>();

  @Test
  void secretsOfCalls_areNowhere_withTheSdksDebugSwitchesOn() throws Exception {
    try (TestingBroker cloud = TestingBroker.start(TestingBroker.profile("unused", true));
        ServeProcess broker = ServeProcess.start(config(cloud), SWITCHES)) {
      JsonObject upstream = new JsonObject(cloud.get("/credentials").body());
      JsonObject served = new JsonObject(broker.eventually("/credentials/external", 200));
      JsonObject chained = new JsonObject(broker.eventually("/credentials/uri", 200));
      shown.add(broker.eventually("/credentials/token", 502));
      look(broker);

      assertThat(shown.get(shown.size() - 1)).contains(" TRACE ", "identity=token");
      for (JsonObject session : List.of(upstream, served, chained)) {
        assertNowhere(session.getString("AccessKeySecret"));
        assertNowhere(session.getString("SecurityToken"));
      }
      assertNowhere(TestingBroker.KEY.secret().reveal());
      assertNowhere("planted");
      assertNowhere("Signature=");
      assertNowhere("Request string to sign");
    }
  }

  @Test
  void passwordOfAProxy_isNowhere_thoughTheProxyRefusesIt() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
      String url = "http://who:planted-password@127.0.0.1:" + proxy.getLocalPort();
      Map<String, String> variables = Map.of("https_proxy", url, "no_proxy", "nowhere.invalid");
      Path config = config("endpoint: 'https://sts.invalid'", "{}");
      try (ServeProcess broker = ServeProcess.start(config, variables)) {
        shown.add(broker.get("/credentials/external").body());
        look(broker);
      }
      String basic =
          Base64.getEncoder().encodeToString("who:planted-password".getBytes(ISO_8859_1));
      assertThat(asked.join()).contains("Basic " + basic);
      assertNowhere(basic);
      assertNowhere("planted");
    }
  }

  /** All there is to see of a broker, which then stops. */
  private void look(ServeProcess broker) throws Exception {
    for (String page : List.of("/", "/metrics", "/status", "/readyz", "/livez")) {
      shown.add(broker.admin(page).body());
    }
    assertThat(broker.seen()).contains("vert.x-eventloo", "serve");
    shown.add(broker.seen());
    String log = broker.stop();
    String audit = Files.readString(folder.resolve("audit.jsonl"));
    assertThat(audit).contains("\"event\":\"issuance\"", "\"event\":\"stop\"");
    shown.add(audit);
    shown.add(log);
  }

  private void assertNowhere(String secret) {
    assertThat(shown).as("texts with %s", secret).noneMatch(text -> text.contains(secret));
  }

  private static String refuse(ServerSocket proxy) {
    StringBuilder asked = new StringBuilder();
    try {
      while (asked.indexOf("\r\n\r\n") < 0) {
        try (Socket client = proxy.accept()) {
          byte[] some = new byte[4096];
          int count = client.getInputStream().read(some);
          asked.append(new String(some, 0, Math.max(0, count), ISO_8859_1));
          String refusal =
              "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
          client.getOutputStream().write(refusal.getBytes(ISO_8859_1));
        }
      }
      return asked.toString();
    } catch (IOException e) {
      return asked + " and then " + e;
    }
  }

  private Path config(TestingBroker cloud) throws IOException {
    return config(
        "endpoint: 'http://127.0.0.1:" + cloud.sandbox().stsPort() + "'",
        "{type: credentialsUri, uri: 'http://127.0.0.1:%d/key/planted-in-a-uri/credentials'}"
            .formatted(cloud.port()));
  }

  private Path config(String sts, String uri) throws IOException {
    String token = "planted.token.of-a-pod";
    PrivateFile.write(folder.resolve("token"), token);
    JsonObject key = new JsonObject().put("AccessKeyId", TestingBroker.KEY.id());
    key.put("AccessKeySecret", TestingBroker.KEY.secret().reveal());
    PrivateFile.write(folder.resolve("key.json"), key.encode());
    String role = TestingBroker.ROLE.value();
    return PrivateFile.write(
        folder.resolve("broker.yaml"),
        """
        listen: ['127.0.0.1:0']
        admin: 127.0.0.1:0
        audit: {file: audit.jsonl}
        sts: {%s}
        identities:
          main: {type: accessKeyFile, file: key.json}
          uri: %s
          token:
            type: oidc
            roleArn: '%s'
            providerArn: acs:ram::1234567890123456:oidc-provider/p
            tokenFile: token
        profiles:
          external: {roleArn: '%s', identity: main, externalId: planted-external-id, prefetch: false}
          uri: {roleArn: '%s', identity: uri, prefetch: false}
          token: {roleArn: '%s', identity: token, prefetch: false}
        """
            .formatted(
                sts,
                uri.equals("{}") ? "{type: accessKeyFile, file: key.json}" : uri,
                role,
                role,
                role,
                role));
  }
}
