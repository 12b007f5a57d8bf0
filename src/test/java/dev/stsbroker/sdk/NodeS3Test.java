package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code @aws-sdk/client-s3} on OSS's S3-compatible API, with what the contract {@code
 * aws-container} serves. Needs node and npm: without them it is skipped, where {@code CI} is {@code
 * true} it fails.
 */
class NodeS3Test {
  @Test
  void reader_readsAndLists_andIsRefusedToWrite_inS3sWay() throws Exception {
    NodeFolder.install();
    try (TestingBroker broker = TestingBroker.start(OssBroker.wholeBucket("oss-read-only"))) {
      assertThat(
              run(
                  broker,
                  "oss-read-only",
                  "get:reports/a.csv",
                  "range:reports/a.csv",
                  "list:reports/",
                  "bucket:",
                  "put:reports/new.csv",
                  "stream:reports/new.csv",
                  "get:reports/none.csv"))
          .containsExactly(
              "{\"step\":\"get:reports/a.csv\",\"ok\":\"1,2,3\"}",
              "{\"step\":\"range:reports/a.csv\",\"ok\":\",2,\"}",
              "{\"step\":\"list:reports/\",\"ok\":[\"reports/a.csv\"]}",
              "{\"step\":\"bucket:\",\"ok\":\"oss-cn-hangzhou\"}",
              OssBroker.refused("put:reports/new.csv"),
              OssBroker.refused("stream:reports/new.csv"),
              "{\"step\":\"get:reports/none.csv\",\"code\":\"NoSuchKey\",\"status\":404,"
                  + "\"message\":\"The specified key does not exist.\"}");
    }
  }

  @Test
  void job_works_insideItsPrefixAlone() throws Exception {
    NodeFolder.install();
    try (TestingBroker broker =
        TestingBroker.start(OssBroker.prefix("oss-read-write", "reports/"))) {
      assertThat(
              run(
                  broker,
                  "oss-read-write",
                  "put:reports/n.csv",
                  "stream:reports/s",
                  "head:reports/n.csv",
                  "copy:reports/n.csv",
                  "multipart:reports/big",
                  "deleteAll:reports/n",
                  "delete:reports/s",
                  "list:reports/",
                  "get:secret/b.csv",
                  "put:secret/n.csv",
                  "list:secret/"))
          .containsExactly(
              "{\"step\":\"put:reports/n.csv\",\"ok\":200}",
              "{\"step\":\"stream:reports/s\",\"ok\":200}",
              "{\"step\":\"head:reports/n.csv\",\"ok\":[7,\"S3\"]}",
              "{\"step\":\"copy:reports/n.csv\","
                  + "\"ok\":\"\\\"5F31904A0824275C3D3B63EE10745E18\\\"\"}",
              "{\"step\":\"multipart:reports/big\",\"ok\":\"reports/big\"}",
              "{\"step\":\"deleteAll:reports/n\",\"ok\":2}",
              "{\"step\":\"delete:reports/s\",\"ok\":204}",
              "{\"step\":\"list:reports/\",\"ok\":[\"reports/a.csv\",\"reports/big\"]}",
              OssBroker.refused("get:secret/b.csv"),
              OssBroker.refused("put:secret/n.csv"),
              OssBroker.refused("list:secret/"));
    }
  }

  private static List<String> run(TestingBroker broker, String profile, String... steps)
      throws Exception {
    OssBroker.filled(broker);
    List<String> command =
        new ArrayList<>(List.of("node", "use-s3.js", OssBroker.endpoint(broker)));
    command.addAll(List.of(steps));
    Map<String, String> variables =
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            broker.url("/aws/" + profile).toString(),
            "AWS_CONFIG_FILE",
            "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE",
            "/dev/null",
            "AWS_EC2_METADATA_DISABLED",
            "true");
    ChildProcess job = ChildProcess.runAsJob(NodeFolder.PATH, command, variables);
    assertThat(job.exitCode()).as(job.err()).isZero();
    return job.out().lines().toList();
  }
}
