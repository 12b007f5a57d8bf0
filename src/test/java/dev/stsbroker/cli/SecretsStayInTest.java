package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.fault.FaultScript;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that logs at trace level, with every kind of identity and every kind of failure: what it
 * must keep to itself is found nowhere but in the answers with credentials.
 */
@Timeout(300)
class SecretsStayInTest {
  private static final String PLANTED = "planted/secret+of=";

  /** The faults, by the name of the profile that meets them. */
  private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put("refused", Fault.refuse(403, "NoPermission", "You are not authorized.", null));
    FAULTS.put("signed", Fault.refuse(400, "SignatureDoesNotMatch", "to sign: Signature=x", null));
    FAULTS.put("throttled", Fault.throttle(Duration.ofSeconds(30)));
    FAULTS.put("unavailable", Fault.unavailable());
    FAULTS.put("garbage", Fault.garbage());
    FAULTS.put("half", Fault.resetMidBody());
    FAULTS.put("tokenless", Fault.missingField("SecurityToken"));
    FAULTS.put("timeless", Fault.expiration("soon"));
    FAULTS.put("ended", Fault.lifetime(Duration.ofSeconds(30)));
    FAULTS.put("hanging", Fault.hang());
  }

  private static final List<String> IDENTITIES =
      List.of("wrong", "temporary", "inline", "broken", "missing", "variables");

  @TempDir private Path folder;
  private final List<String> shown = new ArrayList<>();

  @Test
  void secrets_areOnlyInAnswersWithCredentials_whateverFails() throws Exception {
    try (TestingBroker cloud = TestingBroker.start(TestingBroker.profile("unused", false));
        ServeProcess broker = ServeProcess.start(config(cloud.sandbox().stsPort()), variables())) {
      JsonObject served = new JsonObject(broker.eventually("/credentials/good", 200));
      Files.delete(folder.resolve("missing.json"));
      driveFailures(broker, cloud.sandbox().cloud().faults());
      for (String page : List.of("/", "/metrics", "/status", "/readyz", "/livez", "/nowhere")) {
        shown.add(broker.admin(page).body());
      }
      shown.add(broker.get("/").body());
      shown.add(broker.get("/credentials/good?secret=" + served.getString("AccessKeyId")).body());
      String log = broker.stop();

      assertThat(log).contains(" TRACE ", "code=NoPermission", served.getString("AccessKeyId"));
      shown.add(log);
      assertNowhere(served.getString("AccessKeySecret"));
      assertNowhere(served.getString("SecurityToken"));
      assertNowhere(TestingBroker.KEY.secret().reveal());
      assertNowhere(PLANTED);
      assertThat(shown).noneMatch(text -> text.contains("Signature="));
    }
  }

  private void driveFailures(ServeProcess broker, FaultScript faults) throws Exception {
    for (String identity : IDENTITIES) {
      refused(broker.get("/credentials/" + identity));
    }
    for (Map.Entry<String, Fault> failing : FAULTS.entrySet()) {
      faults.always(failing.getValue());
      refused(broker.get("/credentials/" + failing.getKey()));
    }
  }

  private void refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThan(500);
    shown.add(answer.body());
  }

  private void assertNowhere(String secret) {
    for (String form : List.of(secret, URLEncoder.encode(secret, UTF_8))) {
      assertThat(shown).as("texts with %s", form).noneMatch(text -> text.contains(form));
    }
  }

  private static Map<String, String> variables() {
    return Map.of(
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        TestingBroker.KEY.id(),
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        PLANTED + "variables");
  }

  private Path config(int stsPort) throws Exception {
    String id = TestingBroker.KEY.id();
    write("good", key(id, TestingBroker.KEY.secret().reveal()).encode());
    write("wrong", key(id, PLANTED + "wrong").encode());
    write("temporary", key(id, PLANTED).put("SecurityToken", PLANTED).encode());
    write("missing", key(id, PLANTED).encode());
    write("broken", key(id, PLANTED + "broken").encode().replace("}", ""));
    JsonObject identities = new JsonObject();
    for (String name : List.of("good", "wrong", "temporary", "broken", "missing")) {
      JsonObject file = new JsonObject().put("type", "accessKeyFile").put("file", name + ".json");
      identities.put(name, file);
    }
    identities.put(
        "inline", new JsonObject().put("type", "accessKey").put("id", id).put("secret", PLANTED));
    identities.put("variables", new JsonObject().put("type", "environment"));
    return write("broker", settings(stsPort, identities).encode());
  }

  private static JsonObject key(String id, String secret) {
    return new JsonObject().put("AccessKeyId", id).put("AccessKeySecret", secret);
  }

  private static JsonObject settings(int stsPort, JsonObject identities) {
    JsonObject profiles = new JsonObject().put("good", profile("good"));
    IDENTITIES.forEach(name -> profiles.put(name, profile(name)));
    FAULTS.keySet().forEach(name -> profiles.put(name, profile("good")));
    return new JsonObject()
        .put("listen", List.of("127.0.0.1:0"))
        .put("admin", "127.0.0.1:0")
        .put(
            "sts",
            new JsonObject().put("endpoint", "http://127.0.0.1:" + stsPort).put("timeout", "5s"))
        .put("identities", identities)
        .put("profiles", profiles);
  }

  private static JsonObject profile(String identity) {
    return new JsonObject()
        .put("roleArn", TestingBroker.ROLE.value())
        .put("identity", identity)
        .put("prefetch", false);
  }

  private Path write(String name, String text) throws Exception {
    return PrivateFile.write(folder.resolve(name + ".json"), text);
  }
}
