package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.LogLines;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.Waiting;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an identity is one state, which everything shows that shows any. */
class IdentityStateTest {
  private static final String STATE = "sts_broker_identity_state{identity=\"main\",state=\"%s\"}";

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
  void brokenKeyFile_isShownEverywhere_untilItIsMended() throws Exception {
    Map<String, String> ways =
        Map.of(
            "empty", "is empty (expected",
            "truncated", ":1: not JSON: a ",
            "secretless", "no AccessKeySecret (expected",
            "gone", "no such file",
            "open", "mode 0644");
    for (Map.Entry<String, String> way : ways.entrySet()) {
      brokenKeyFile_isShown(way.getKey(), way.getValue());
    }
  }

  private void brokenKeyFile_isShown(String how, String what) throws Exception {
    try (LogLines log = new LogLines()) {
      spoil(how);
      lookUntil("kept");
      assertShown("kept", what);
      assertThat(main().getString("todo")).contains("whole key", "before the broker is started");
      HttpResponse<String> told = broker.post("/reload");
      assertThat(told.statusCode()).isEqualTo(200);
      assertThat(told.body()).contains("\"generation\":1,\"unchanged\":true", what, "kept");
      assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
      assertThat(log.count("WARN", "identity")).isEqualTo(1);

      broker.writeKey(TestingBroker.KEY.id(), TestingBroker.KEY.secret().reveal());
      lookUntil("ok");
      Waiting.until("ready", () -> broker.admin("/readyz").equals("ready\n"));
      assertThat(main().getString("lastError")).isNull();
      assertThat(broker.post("/reload").body()).doesNotContain("troubledIdentities");
      assertThat(log.count("WARN", "identity")).isEqualTo(1);
      assertThat(log.all()).filteredOn(line -> line.endsWith("well again")).hasSize(1);
    }
  }

  private void spoil(String how) throws Exception {
    Path file = folder.resolve("key.json");
    switch (how) {
      case "empty" -> broker.write("key.json", "");
      case "truncated" -> broker.write("key.json", "{\"AccessKeyId\":\"LTAI5tTestKey\",\"Acc");
      case "secretless" -> broker.write("key.json", "{\"AccessKeyId\":\"LTAI5tTestKey\"}");
      case "gone" -> Files.delete(file);
      default -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** Another STS is asked with other objects, and with the same key. */
  @Test
  void keyWhoseFileIsGone_survivesAReload_ofOtherSettingsToo() throws Exception {
    key_survivesAReload("gone");
  }

  @Test
  void keyWhoseFileIsTruncated_survivesAReload_ofOtherSettingsToo() throws Exception {
    key_survivesAReload("truncated");
  }

  /** Time stands still: a look of the watch must not find the change first. */
  private void key_survivesAReload(String how) throws Exception {
    spoil(how);
    broker.write(broker.original().replace("sts: {", "sts: {timeout: 4s, "));
    HttpResponse<String> told = broker.post("/reload");
    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains("timeout", "\"state\":\"kept\"");
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
  }

  /** What is known of files does not depend on which STS is asked. */
  @Test
  void keyWhoseFileIsWrong_isShownAsKept_afterTheWatchAppliedOtherSettingsOfSts() throws Exception {
    spoil("truncated");
    lookUntil("kept");
    String since = main().getString("since");
    try (LogLines log = new LogLines()) {
      broker.write(broker.original().replace("sts: {", "sts: {region: cn-beijing, "));
      broker.time().advance(Duration.ofSeconds(2));
      Waiting.until(
          "the watch applies it", () -> broker.admin("/status").contains("\"configGeneration\":2"));
      assertShown("kept", "not JSON");
      assertThat(main().getString("since")).isEqualTo(since);
      assertThat(log.all()).noneMatch(line -> line.endsWith("well again"));
    }
  }

  /** That is no fault of the key, and nobody need write the file again. */
  @Test
  void newKeyThatCouldNotBeTried_isTriedAgain() throws Exception {
    AccessKey next = new AccessKey("LTAI5tNextKey", Secret.of("secret-of-the-next-key"), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", next);
    broker.cloud().faults().always(Fault.refuse(503, "ServiceUnavailable", "down", null));
    broker.writeKey("LTAI5tNextKey", "secret-of-the-next-key");
    lookUntil("kept");
    assertShown("kept", "ServiceUnavailable");
    assertThat(main().getString("todo"))
        .contains("it is tried again", "whether STS can be reached")
        .doesNotContain("against the access key");
    broker.cloud().faults().clear();
    lookUntil("ok");
    assertThat(broker.admin("/readyz")).isEqualTo("ready\n");
  }

  /** A reload that wants another file than the one in use is refused without it. */
  @Test
  void fileOfANewIdentity_hasToBeThere() throws Exception {
    broker.write(broker.original().replace("key.json", "nowhere.json"));
    assertThat(broker.post("/reload").body()).contains("ConfigRefused", "nowhere.json");
    assertThat(main().getString("state")).isNotEqualTo("kept");
  }

  @Test
  void keyThatStsRefuses_isAState_withItsRequest_andSessionsLiveOn() throws Exception {
    broker.cloud().disableKey(TestingBroker.KEY.id());
    broker.introduce();
    lookUntil("refused");
    assertShown("refused", "InvalidAccessKeyId.Inactive");
    assertThat(main().getString("requestId")).isNotBlank();
    assertThat(broker.admin("/readyz"))
        .contains(" (request " + main().getString("requestId") + "); sessions live");
    assertThat(main().getString("todo")).contains("enable the access key in RAM");
    assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
  }

  @Test
  void newKeyThatStsDoesNotTake_leavesTheOldOneKept() throws Exception {
    broker.writeKey(TestingBroker.KEY.id(), "another");
    lookUntil("kept");
    assertShown("kept", "SignatureDoesNotMatch");
    assertThat(broker.admin("/readyz"))
        .contains(" (request " + main().getString("requestId") + "); sessions live");
  }

  @Test
  void outageOfSts_saysNothingOfTheIdentity() throws Exception {
    lookUntil("ok");
    broker.cloud().faults().always(Fault.refuse(503, "ServiceUnavailable", "down", null));
    broker.post("/profiles/reader/refresh");
    assertThat(main().getString("state")).isEqualTo("ok");
    assertThat(broker.admin("/readyz"))
        .contains("ServiceUnavailable")
        .doesNotContain("identity main ok");
  }

  @Test
  void profileThatOthersAreAssumedFrom_hasAStateToo_whichAReloadKeeps() throws Exception {
    String role = "roleArn: 'acs:ram::1234567890123456:role/%s'";
    broker.write(
        broker.original()
            + "  top: {via: reader, %s}\n".formatted(role.formatted("oss-admin"))
            + "  gone: {%s}\n".formatted(role.formatted("nowhere"))
            + "  above: {via: gone, %s}\n".formatted(role.formatted("oss-admin")));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    broker.eventually("/credentials/top", 200);
    Waiting.until("the base fails", () -> !state("profile:gone").equals("unproved"));
    assertThat(identity("profile:gone").getString("lastError")).contains("EntityNotExist.Role");
    assertThat(identity("profile:gone").getString("todo")).contains("profile that it is");
    String before = identity("profile:reader").encode();
    assertThat(state("profile:reader")).isEqualTo("ok");
    broker.time().advance(Duration.ofSeconds(1));
    assertThat(broker.post("/reload").body()).contains("profile:gone", "unusable");
    assertThat(identity("profile:reader").encode()).isEqualTo(before);
  }

  private String state(String name) throws Exception {
    return identity(name).getString("state");
  }

  private void assertShown(String state, String what) throws Exception {
    JsonObject main = main();
    assertThat(main.getString("lastError")).contains(what);
    assertThat(main.getString("since")).isNotBlank();
    String until = main.getString("servedUntil");
    assertThat(broker.admin("/readyz"))
        .startsWith(
            "ready, troubled:\nidentity main " + state + " since " + main.getString("since"))
        .contains(
            what, "sessions live are served until " + until, "to do: " + main.getString("todo"));
    assertThat(broker.admin("/metrics"))
        .contains(
            STATE.formatted(state) + " 1",
            "sts_broker_identity_state_since_timestamp_seconds{identity=\"main\"}",
            "sts_broker_identity_served_until_timestamp_seconds{identity=\"main\"}");
  }

  private JsonObject main() throws Exception {
    return identity("main");
  }

  private JsonObject identity(String name) throws Exception {
    return new JsonObject(broker.admin("/status"))
        .getJsonArray("identities").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("identity").equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** Files are looked at every two seconds, which pass here until the identity fares so. */
  private void lookUntil(String state) throws Exception {
    Waiting.until(
        "the identity is " + state,
        () -> {
          broker.time().advance(Duration.ofSeconds(2));
          return main().getString("state").equals(state);
        });
  }
}
