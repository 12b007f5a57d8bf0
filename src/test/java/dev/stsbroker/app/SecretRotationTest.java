package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers' secrets that are added, replaced and taken away while a broker runs. */
class SecretRotationTest {
  private static final String OLD = "the-old-secret-of-a-job";
  private static final String NEW = "the-new-secret-of-a-job";
  private static final String GUARD = ", access: {secretFile: jobs.secret}}";
  private static final String PATH = "/credentials/reader";
  private static final String LAST_RELOAD = "sts_broker_config_last_reload_success";

  @TempDir private Path folder = Path.of("");
  private FileBroker broker = FileBroker.NONE;

  @BeforeEach
  void start() throws Exception {
    broker = FileBroker.start(folder);
    broker.write("jobs.secret", OLD + "\n");
    broker.write(broker.original().replace("oss-admin'}", "oss-admin'" + GUARD));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(broker.get(PATH).statusCode()).isEqualTo(401);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void secrets_areRotatedWithOverlap_andTheProfileKeepsItsSession() throws Exception {
    try (LogLines log = new LogLines()) {
      String session = broker.getWith(PATH, OLD).body();

      broker.write("jobs.secret", OLD + "\r\n" + NEW + "\r\n");
      broker.eventually("/key/" + NEW + PATH, 200);
      assertThat(broker.getWith(PATH, OLD).body()).isEqualTo(session);
      assertThat(broker.getWith(PATH, "Bearer " + NEW).body()).isEqualTo(session);

      broker.write("jobs.secret", NEW + "\n");
      broker.eventually("/key/" + OLD + PATH, 401);
      assertThat(broker.getWith(PATH, NEW).body()).isEqualTo(session);
      assertThat(broker.calls("AssumeRole")).isEqualTo(1);
      assertThat(log.all().stream().filter(line -> line.contains(" audit - ")))
          .anyMatch(line -> line.contains("profile=reader secret=jobs.secret:2 first use"))
          .noneMatch(line -> line.contains(OLD) || line.contains(NEW));
    }
  }

  @Test
  void issuance_namesTheSecret_thatMadeItNecessary() throws Exception {
    broker.write("jobs.secret", OLD + "\n" + NEW + "\n");
    String onDemand = "oss-admin', prefetch: false, sessionName: on-demand" + GUARD;
    broker.write(broker.original().replace("oss-admin'}", onDemand));
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    try (LogLines log = new LogLines()) {
      assertThat(broker.getWith(PATH, NEW).statusCode()).isEqualTo(200);
      assertThat(broker.getWith(PATH, OLD).statusCode()).isEqualTo(200);
      assertThat(broker.post("/profiles/reader/refresh").statusCode()).isEqualTo(200);
      assertThat(log.all().stream().filter(line -> line.endsWith(" issued")))
          .hasSize(2)
          .anyMatch(line -> line.contains(" profile=reader secret=jobs.secret:2 session="))
          .anyMatch(line -> line.contains(" profile=reader session="));
    }
  }

  @Test
  void secretsInUse_stay_whenTheirFileIsWrongOrGone() throws Exception {
    broker.write("jobs.secret", NEW + "\nshort\n");
    assertThat(broker.post("/reload").body())
        .contains(
            "jobs.secret:2: profiles.reader.access.secretFile: 5 characters (expected: 16..256)")
        .doesNotContain("short");
    broker.eventuallyMetric(LAST_RELOAD, 0);
    assertThat(broker.getWith(PATH, OLD).statusCode()).isEqualTo(200);
    assertThat(broker.getWith(PATH, NEW).statusCode()).isEqualTo(401);

    Files.delete(folder.resolve("jobs.secret"));
    assertThat(broker.post("/reload").body()).contains("does not exist");
    assertThat(broker.getWith(PATH, OLD).statusCode()).isEqualTo(200);
    assertThat(broker.get(PATH).statusCode()).isEqualTo(401);

    broker.write("jobs.secret", NEW);
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(broker.get("/key/" + NEW + PATH).statusCode()).isEqualTo(200);
    assertThat(broker.getWith(PATH, OLD).statusCode()).isEqualTo(401);
    broker.eventuallyMetric(LAST_RELOAD, 1);
  }

  @Test
  void profile_isOpenAgain_whenItsGuardIsTakenAway() throws Exception {
    broker.write(broker.original());
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
    assertThat(broker.get(PATH).statusCode()).isEqualTo(200);
    assertThat(broker.getWith(PATH, "whatever").statusCode()).isEqualTo(200);
  }
}
