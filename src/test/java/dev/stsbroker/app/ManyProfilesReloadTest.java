package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.Waiting;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload asks STS for what has changed, however much has not. */
class ManyProfilesReloadTest {
  private static final int PROFILES = 1_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void oneChangedProfileOfAThousand_isOneAssumeRole() throws Exception {
    try (FileBroker broker = FileBroker.start(folder)) {
      String config =
          broker.original().replace("sts: {", "sts: {callsPerSecond: 100, ")
              + IntStream.range(1, PROFILES)
                  .mapToObj(ManyProfilesReloadTest::profile)
                  .collect(Collectors.joining());
      broker.write(config);
      Waiting.until("all are held", () -> broker.calls("AssumeRole") == PROFILES);
      String same = broker.eventually("/credentials/profile-1", 200);
      String before = broker.eventually("/credentials/profile-500", 200);
      broker.write(config.replace(profile(500), profile(500).replace("1h", "2h")));
      long start = System.nanoTime();
      assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
      long reloaded = System.nanoTime() - start;
      broker.eventuallyOther("/credentials/profile-500", before);
      System.out.printf(
          "%d profiles, one changed: reloaded in %d ms, its new session served after %d ms%n",
          PROFILES, millis(reloaded), millis(System.nanoTime() - start));
      broker.post("/reload");
      assertThat(broker.calls("AssumeRole")).isEqualTo(PROFILES + 1L);
      assertThat(broker.calls("GetCallerIdentity")).isZero();
      assertThat(broker.get("/credentials/profile-1").body()).isEqualTo(same);
    }
  }

  private static String profile(int number) {
    return "  profile-%d: {roleArn: 'acs:ram::1234567890123456:role/oss-admin', sessionName: s%d, duration: 1h, policy: {preset: oss-list-buckets}}\n"
        .formatted(number, number);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
