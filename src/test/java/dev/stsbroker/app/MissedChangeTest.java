package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.PrivateFile;
import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes at the moments at which a watch that polls could miss them. */
class MissedChangeTest {
  private static final String ROLE = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
  private static final String POLICY =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":\"*\"}]}";

  private static final String REFUSED = "sts_broker_config_reloads_total{outcome=\"refused\"}";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void keyFile_isSeen_whenItChangesRightAfterTheReloadThatNamedIt() throws Exception {
    broker = FileBroker.start(folder);
    Path other = Files.copy(folder.resolve("key.json"), folder.resolve("other.json"));
    broker.write(withOtherKeyFile());
    String before = broker.eventually("/credentials/new", 200);
    AccessKey next = newKey();
    broker.writeKey(next.id(), next.secret().reveal());
    Files.copy(folder.resolve("key.json"), other, StandardCopyOption.REPLACE_EXISTING);
    broker.eventuallyOther("/credentials/new", before);
  }

  @Test
  void policyFile_isSeen_whenItAppearsRightAfterTheReloadThatMissedIt() throws Exception {
    broker = FileBroker.start(folder);
    broker.write(broker.original() + "  edited: {" + ROLE + ", policy: {file: policy.json}}\n");
    broker.eventuallyMetricAtLeast(REFUSED, 1);
    Files.writeString(folder.resolve("policy.json"), POLICY);
    broker.eventually("/credentials/edited", 200);
  }

  @Test
  void keyFile_isSeen_whenItMendsAConfigurationThatWasRefusedForIt() throws Exception {
    broker = FileBroker.start(folder);
    Path other = Files.copy(folder.resolve("key.json"), folder.resolve("other.json"));
    Files.writeString(other, "{\"AccessKeyId\":\"LTAI5tNobody\",\"AccessKeySecret\":\"x\"}");
    broker.write(withOtherKeyFile());
    broker.eventuallyMetricAtLeast(REFUSED, 1);
    Files.copy(folder.resolve("key.json"), other, StandardCopyOption.REPLACE_EXISTING);
    broker.eventually("/credentials/new", 200);
  }

  @Test
  void mode_isSeen_whenItMendsAConfigurationThatWasRefusedForIt() throws Exception {
    broker = FileBroker.start(folder);
    Path other = Files.copy(folder.resolve("key.json"), folder.resolve("other.json"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
    broker.write(withOtherKeyFile());
    broker.eventuallyMetricAtLeast(REFUSED, 1);
    PrivateFile.protect(other);
    broker.eventually("/credentials/new", 200);
  }

  @Test
  void configuration_isSeen_whenItChangesBetweenReadingAndWatching() throws Exception {
    broker =
        FileBroker.start(
            folder, starting -> starting.write(starting.original() + "  late: {" + ROLE + "}\n"));
    broker.eventually("/credentials/late", 200);
  }

  @Test
  void bothIdentitiesOfOneKeyFile_followIt() throws Exception {
    broker = FileBroker.start(folder);
    broker.write(
        broker
                .original()
                .replace(
                    "identities:\n", "identities:\n  twin: {type: accessKeyFile, file: key.json}\n")
                .replace("{roleArn", "{identity: main, roleArn")
            + "  twin: {identity: twin, "
            + ROLE
            + "}\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    String reader = broker.eventually("/credentials/reader", 200);
    String twin = broker.eventually("/credentials/twin", 200);
    AccessKey next = newKey();
    broker.writeKey(next.id(), next.secret().reveal());
    broker.eventuallyOther("/credentials/reader", reader);
    broker.eventuallyOther("/credentials/twin", twin);
  }

  private String withOtherKeyFile() {
    return broker.original().replace("file: key.json", "file: other.json")
        + "  new: {"
        + ROLE
        + "}\n";
  }

  private AccessKey newKey() {
    AccessKey next = new AccessKey("LTAI5tNextKey", Secret.of("secret-of-the-next-key"), null);
    broker.cloud().addKey(TestingBroker.ACCOUNT, "sts-broker", next);
    return next;
  }
}
