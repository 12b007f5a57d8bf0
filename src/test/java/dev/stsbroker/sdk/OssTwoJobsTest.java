package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.model.ObjectMetadata;
import dev.stsbroker.testing.JobScratch;
import dev.stsbroker.testing.TestingBroker;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two jobs of one profile, each with its own prefix, by {@code aliyun-sdk-oss}. */
class OssTwoJobsTest {
  private TestingBroker broker;
  private OSS one;
  private OSS two;

  @BeforeEach
  void start() throws Exception {
    broker =
        TestingBroker.start(JobScratch.profile("job-scratch", "oss-read-write", OssBroker.BUCKET));
    one = client("etl-1");
    two = client("etl-2");
  }

  @AfterEach
  void stop() {
    one.shutdown();
    two.shutdown();
    broker.close();
  }

  private OSS client(String job) throws Exception {
    Served served = Served.at(broker, "/credentials/job-scratch?job=" + job);
    return new OSSClientBuilder()
        .build(
            OssBroker.endpoint(broker),
            served.accessKeyId(),
            served.accessKeySecret(),
            served.securityToken());
  }

  @Test
  void jobs_haveTheirOwnPrefix_andNotTheOthers() {
    put(one, "jobs/etl-1/a.csv");
    put(two, "jobs/etl-2/b.csv");

    assertThat(one.listObjects(OssBroker.BUCKET, "jobs/etl-1/").getObjectSummaries())
        .extracting(object -> object.getKey())
        .containsExactly("jobs/etl-1/a.csv");
    assertRefused(() -> one.getObject(OssBroker.BUCKET, "jobs/etl-2/b.csv"));
    assertRefused(() -> put(one, "jobs/etl-2/c.csv"));
    assertRefused(() -> one.deleteObject(OssBroker.BUCKET, "jobs/etl-2/b.csv"));
    assertRefused(() -> one.listObjects(OssBroker.BUCKET, "jobs/etl-2/"));
    assertRefused(() -> one.listObjects(OssBroker.BUCKET, "jobs/"));
    assertRefused(() -> two.getObject(OssBroker.BUCKET, "jobs/etl-1/a.csv"));
    assertThat(broker.sandbox().cloud().succeeded("AssumeRole")).isEqualTo(2);
  }

  private static void put(OSS client, String key) {
    byte[] content = "1,2,3".getBytes(StandardCharsets.UTF_8);
    client.putObject(
        OssBroker.BUCKET, key, new ByteArrayInputStream(content), new ObjectMetadata());
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OSSException.class,
            refusal -> assertThat(refusal.getErrorCode()).isEqualTo("AccessDenied"));
  }
}
