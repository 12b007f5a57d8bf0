package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ali-oss}, as a job under Node.js uses it, in both signature versions. Needs node and npm:
 * without them it is skipped, where {@code CI} is {@code true} it fails.
 */
class NodeOssTest {
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v4"})
  void reader_readsAndLists_andIsRefusedToWrite(String version) throws Exception {
    NodeFolder.install();
    try (TestingBroker broker = TestingBroker.start(OssBroker.wholeBucket("oss-read-only"))) {
      assertThat(
              run(
                  broker,
                  version,
                  "get:reports/a.csv",
                  "range:reports/a.csv",
                  "list:reports/",
                  "list2:",
                  "info:my-bucket",
                  "put:reports/new.csv"))
          .containsExactly(
              "{\"step\":\"get:reports/a.csv\",\"ok\":\"1,2,3\"}",
              "{\"step\":\"range:reports/a.csv\",\"ok\":\",2,\"}",
              "{\"step\":\"list:reports/\",\"ok\":[\"reports/a.csv\"]}",
              "{\"step\":\"list2:\",\"ok\":[\"reports/a.csv\",\"secret/b.csv\"]}",
              "{\"step\":\"info:my-bucket\",\"ok\":\"oss-cn-hangzhou\"}",
              OssBroker.refused("put:reports/new.csv"));
    }
  }

  /** In version 1 this client makes no links to endpoints that are addresses. */
  @Test
  void link_isGood() throws Exception {
    NodeFolder.install();
    try (TestingBroker broker = TestingBroker.start(OssBroker.wholeBucket("oss-read-only"))) {
      assertThat(run(broker, "v4", "link:reports/a.csv"))
          .containsExactly("{\"step\":\"link:reports/a.csv\",\"ok\":\"1,2,3\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v4"})
  void job_works_insideItsPrefixAlone(String version) throws Exception {
    NodeFolder.install();
    try (TestingBroker broker =
        TestingBroker.start(OssBroker.prefix("oss-read-write", "reports/"))) {
      assertThat(
              run(
                  broker,
                  version,
                  "put:reports/n.csv",
                  "head:reports/n.csv",
                  "copy:reports/n.csv",
                  "append:reports/log",
                  "multipart:reports/big",
                  "deleteAll:reports/n",
                  "list:reports/",
                  "get:secret/b.csv",
                  "put:secret/n.csv",
                  "list:secret/",
                  "list:"))
          .containsExactly(
              "{\"step\":\"put:reports/n.csv\",\"ok\":200}",
              "{\"step\":\"head:reports/n.csv\",\"ok\":\"node\"}",
              "{\"step\":\"copy:reports/n.csv\",\"ok\":200}",
              "{\"step\":\"append:reports/log\",\"ok\":\"6\"}",
              "{\"step\":\"multipart:reports/big\",\"ok\":true}",
              "{\"step\":\"deleteAll:reports/n\",\"ok\":2}",
              "{\"step\":\"list:reports/\",\"ok\":"
                  + "[\"reports/a.csv\",\"reports/big\",\"reports/log\"]}",
              OssBroker.refused("get:secret/b.csv"),
              OssBroker.refused("put:secret/n.csv"),
              OssBroker.refused("list:secret/"),
              OssBroker.refused("list:"));
    }
  }

  private static List<String> run(TestingBroker broker, String version, String... steps)
      throws Exception {
    OssBroker.filled(broker);
    String credentials = broker.url("/credentials").toString();
    List<String> command =
        new ArrayList<>(
            List.of("node", "use-oss.js", credentials, OssBroker.endpoint(broker), version));
    command.addAll(List.of(steps));
    ChildProcess job = ChildProcess.runAsJob(NodeFolder.PATH, command, Map.of());
    assertThat(job.exitCode()).as(job.err()).isZero();
    return job.out().lines().toList();
  }
}
