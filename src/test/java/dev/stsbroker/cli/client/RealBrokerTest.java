package dev.stsbroker.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.testing.JobScratch;
import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands at a broker that asks for secrets or values, or listens on a unix socket. */
class RealBrokerTest {
  private static final String SECRET = "the.secret~of_the-reports";

  @TempDir private Path folder = Path.of("");

  @Test
  void secret_opensItsProfile_whenItsFileIsNamed() throws Exception {
    Map<String, CallerSecrets> secrets =
        Map.of("reports", CallerSecrets.of("reports.secret", SECRET));
    try (TestingBroker broker =
        TestingBroker.startGuarded(secrets, TestingBroker.profile("reports", true))) {
      String url = broker.url("").toString();
      Path right = Files.writeString(folder.resolve("right"), SECRET + "\n");
      Path wrong = Files.writeString(folder.resolve("wrong"), "another-secret-of-somebody\n");

      Ran served = fetch("reports", "--url", url, "--secret-file", right.toString());
      Ran refused = fetch("reports", "--url", url, "--secret-file", wrong.toString());
      Ran without = fetch("reports", "--url", url);

      assertThat(served.exitCode()).as(served.err()).isZero();
      assertThat(served.out()).contains("\"AccessKeyId\":\"STS.");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("InvalidSecret").doesNotContain("another-secret");
      assertThat(without.err()).contains("InvalidSecret");
      assertThat(refused.out() + without.out()).isEmpty();
    }
  }

  @Test
  void values_makeASessionOfTheirOwn() throws Exception {
    try (TestingBroker broker =
        TestingBroker.start(JobScratch.profile("job-scratch", "oss-read-only", "scratch"))) {
      String url = broker.url("").toString();

      Ran served = fetch("job-scratch", "--url", url, "--param", "job=etl-1");
      Ran refused = fetch("job-scratch", "--url", url, "--param", "job=etl/../x");

      assertThat(served.exitCode()).as(served.err()).isZero();
      assertThat(broker.sandbox().cloud().calls())
          .extracting(call -> call.sessionName())
          .containsExactly("job-etl-1");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("InvalidParameter");
    }
  }

  @Test
  void socket_isAskedLikeAnAddress() throws Exception {
    Path socket = folder.resolve("broker.sock");
    try (TestingBroker broker =
        TestingBroker.startAt(ListenAddress.unix(socket), TestingBroker.profile("reader", true))) {
      String url = "unix:" + socket;

      Ran waited = Ran.of(new Wait(), "--url", url);
      Ran served = fetch("reader", "--url", url);

      assertThat(waited.exitCode()).as(waited.err()).isZero();
      assertThat(served.exitCode()).as(served.err()).isZero();
      assertThat(served.out()).contains("\"AccessKeyId\":\"STS.");
      assertThat(broker.sandbox().cloud().succeeded("AssumeRole")).isEqualTo(1);
    }
  }

  private static Ran fetch(String... arguments) throws Exception {
    return Ran.of(new Fetch(), arguments);
  }
}
