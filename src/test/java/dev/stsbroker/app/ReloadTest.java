package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.FreePort;
import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotation of everything, on a broker that runs from a file. */
class ReloadTest {
  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void unchangedProfiles_keepTheirCredentials_whenOthersComeAndGo() throws Exception {
    String before = broker.get("/credentials/reader").body();
    broker.write(
        broker
            .config()
            .replace(
                "profiles:",
                "profiles:\n  other: {roleArn: 'acs:ram::1234567890123456:role/oss-admin'}"));
    assertThat(broker.eventually("/credentials/other", 200)).contains("Success");
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
    assertThat(broker.calls("AssumeRole")).isEqualTo(2);
    broker.write(broker.original());
    broker.eventually("/credentials/other", 404);
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
    assertThat(broker.calls("AssumeRole")).isEqualTo(2);
  }

  @Test
  void badConfiguration_isRefusedWhole_andTheOldOneServes() throws Exception {
    String before = broker.get("/credentials/reader").body();
    broker.write("profiles: {reader: {roleArn: nonsense}}\nlisten: [0.0.0.0:1]");
    broker.eventuallyMetric("sts_broker_config_last_reload_success", 0);
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
    broker.write(broker.original());
    broker.eventuallyMetric("sts_broker_config_last_reload_success", 1);
  }

  @Test
  void metadata_needsAToken_asSoonAsTheConfigurationSaysSo() throws Exception {
    String role = "/latest/meta-data/ram/security-credentials/reader";
    assertThat(broker.get(role).statusCode()).isEqualTo(200);
    broker.write("requireMetadataToken: true\n" + broker.original());
    assertThat(broker.eventually(role, 401)).contains("InvalidMetadataToken");
    assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
    broker.write(broker.original());
    broker.eventually(role, 200);
  }

  @Test
  void rotatedKey_isProvedThenUsed_andNobodyNotices() throws Exception {
    String before = broker.get("/credentials/reader").body();
    AccessKey next = new AccessKey("LTAI5tNextKey", Secret.of("secret-of-the-next-key"), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", next);
    broker.writeKey("LTAI5tNextKey", "secret-of-the-next-key");
    broker.eventuallyMetric(
        "sts_broker_identity_rotations_total{identity=\"main\",outcome=\"ok\"}", 1);
    broker.cloud().disableKey(TestingBroker.KEY.id());
    broker.eventuallyOther("/credentials/reader", before);
    assertThat(broker.calls("GetCallerIdentity")).isEqualTo(1);
  }

  @Test
  void wrongNewKey_isNotUsed() throws Exception {
    broker.writeKey("LTAI5tNextKey", "nobody-knows-it");
    broker.eventuallyMetric(
        "sts_broker_identity_rotations_total{identity=\"main\",outcome=\"InvalidAccessKeyId.NotFound\"}",
        1);
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
  }

  @Test
  void keyDisabledBeforeTheFileChanged_isSurvived_andMendedByTheFile() throws Exception {
    String before = broker.get("/credentials/reader").body();
    broker.cloud().disableKey(TestingBroker.KEY.id());
    assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(502);
    assertThat(broker.get("/credentials/reader").body()).isEqualTo(before);
    AccessKey next = new AccessKey("LTAI5tNextKey", Secret.of("secret-of-the-next-key"), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", next);
    broker.writeKey("LTAI5tNextKey", "secret-of-the-next-key");
    broker.eventuallyOther("/credentials/reader", before);
  }

  @Test
  void listener_moves_andTheOldOneDrains() throws Exception {
    int old = broker.port();
    int next = FreePort.any();
    broker.write(broker.original().replace("[127.0.0.1:0]", "[127.0.0.1:" + next + "]"));
    broker.eventuallyPort(next);
    assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
    broker.eventuallyClosed(old);
  }

  @Test
  void portThatIsTaken_refusesTheChange() throws Exception {
    try (java.net.ServerSocket taken = new java.net.ServerSocket(0)) {
      String other =
          broker.original().replace("[127.0.0.1:0]", "[127.0.0.1:" + taken.getLocalPort() + "]");
      broker.write(other);
      broker.eventuallyMetric("sts_broker_config_last_reload_success", 0);
      assertThat(broker.get("/credentials/reader").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void reload_onDemand_saysWhatIsWrong() throws Exception {
    assertThat(broker.post("/reload").body()).isEqualTo("{\"generation\":1,\"unchanged\":true}");
    Files.writeString(broker.file(), "profiles: {reader: {roleArn: nonsense}}");
    assertThat(broker.post("/reload").body())
        .contains("ConfigRefused", "profiles.reader.roleArn: nonsense");
  }
}
