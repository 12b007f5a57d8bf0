package dev.stsbroker.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Code that works on OSS, tried on the emulated cloud: the example of the sandbox's page. */
class SandboxExampleTest {
  private static final String CLOUD =
      """
      {"sts": "127.0.0.1:0", "oss": "127.0.0.1:0", "accounts": [{
        "id": "1234567890123456",
        "users": [{"name": "job", "accessKeyId": "LTAI5tOfTheJob", "accessKeySecret": "secret-of-the-job",
          "policies": [{"Version": "1", "Statement": [
            {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:my-bucket/*"}]}]}],
        "buckets": [{"name": "my-bucket", "objects": {"hello.txt": "Hello"}}]}]}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Sandbox cloud =
      new Sandbox(vertx, SandboxSettings.parse(new JsonObject(CLOUD)), InstantSource.system());

  @BeforeEach
  void start() throws Exception {
    cloud.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void job_readsItsObject_andMayNotWriteIt() throws Exception {
    OSS oss =
        new OSSClientBuilder()
            .build(
                "http://127.0.0.1:" + cloud.oss().orElseThrow().port(),
                "LTAI5tOfTheJob",
                "secret-of-the-job");
    try {
      byte[] read = oss.getObject("my-bucket", "hello.txt").getObjectContent().readAllBytes();
      assertThat(new String(read, UTF_8)).isEqualTo("Hello");
      assertThatThrownBy(
              () -> oss.putObject("my-bucket", "hello.txt", new ByteArrayInputStream(read)))
          .isInstanceOf(OSSException.class)
          .hasMessageContaining("AccessDenied");

      cloud.oss().orElseThrow().faults().next(Fault.unavailable());
      assertThat(oss.doesObjectExist("my-bucket", "hello.txt")).isTrue(); // the client tries again
    } finally {
      oss.shutdown();
    }
  }
}
