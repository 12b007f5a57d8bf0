package dev.stsbroker.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClient;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.CredentialsProvider;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.auth.DefaultCredentials;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A job that runs for longer than any token lives. */
class OssLongJobTest {
  private static final Duration JOB = Duration.ofHours(3);

  @Test
  void job_meetsNoError_whenItOutlivesItsTokens() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(OssBroker.wholeBucket("oss-read-write"))) {
      Asking asking = new Asking(broker);
      OSS job = client(broker, asking);
      OSS heedless = client(broker, new DefaultCredentialProvider(asking.getCredentials()));
      Instant start = broker.time().instant();
      run(broker, job, 4);
      assertThatThrownBy(() -> write(broker, heedless))
          .isInstanceOfSatisfying(
              OSSException.class,
              refusal -> assertThat(refusal.getErrorCode()).isEqualTo("SecurityTokenExpired"));
      run(broker, job, 10);

      assertThat(Duration.between(start, broker.time().instant())).isGreaterThan(JOB);
      assertThat(asking.keyIds).hasSize(11);
      job.shutdown();
      heedless.shutdown();
    }
  }

  /** Writes, until the broker has refreshed its session this often since the start. */
  private static void run(TestingBroker broker, OSS job, int refreshes) throws Exception {
    while (broker.sandbox().cloud().succeeded("AssumeRole") <= refreshes) {
      long issued = broker.sandbox().cloud().succeeded("AssumeRole");
      write(broker, job);
      new VirtualTime(broker).passToNextCall();
      Sessions.await(broker, "oss-read-write", (int) issued + 1);
    }
    write(broker, job);
  }

  private static OSS client(TestingBroker broker, CredentialsProvider provider) {
    ClientBuilderConfiguration settings = new ClientBuilderConfiguration();
    settings.setMaxErrorRetry(0);
    return OSSClientBuilder.create()
        .endpoint(OssBroker.endpoint(broker))
        .clientConfiguration(settings)
        .credentialsProvider(provider)
        .build();
  }

  /** The client signs by the system's clock, less an offset it lets others set. */
  private static void write(TestingBroker broker, OSS oss) {
    ((OSSClient) oss)
        .getClientConfiguration()
        .setTickOffset(broker.time().instant().toEpochMilli());
    oss.putObject("my-bucket", "progress", new ByteArrayInputStream("on".getBytes(UTF_8)));
  }

  /** Asks the broker each time, as a job's own code would; the broker answers from memory. */
  private static final class Asking implements CredentialsProvider {
    private final TestingBroker broker;
    private final Set<String> keyIds = new HashSet<>();

    private Asking(TestingBroker broker) {
      this.broker = broker;
    }

    @Override
    public void setCredentials(Credentials credentials) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Credentials getCredentials() {
      try {
        Served served = Served.at(broker, "/credentials");
        keyIds.add(served.accessKeyId());
        return new DefaultCredentials(
            served.accessKeyId(), served.accessKeySecret(), served.securityToken());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
