package dev.stsbroker.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecTest {
  private static final String BODY =
      """
      {"Code":"Success","AccessKeyId":"a","AccessKeySecret":"b","SecurityToken":"c",\
      "Expiration":"2026-01-02T04:04:05Z","LastUpdated":"2026-01-02T03:04:05Z"}""";

  @TempDir private Path given = Path.of("");

  @Test
  void lines_pointEverySdkAtTheBroker_andUnsetWhatComesFirst() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String url = broker.url("").toString();
      Map<String, String> variables = new HashMap<>(launched());
      variables.put("NO_PROXY", "10.0.0.1");

      Ran ran = Ran.of(new Exec(), variables, "reader", "--url", url);

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).as("variables hold secrets").isEmpty();
      assertThat(lines())
          .startsWith("# sts-broker environment")
          .endsWith("# sts-broker end")
          .contains(
              "unset ALIBABA_CLOUD_ACCESS_KEY_ID",
              "unset HTTP_PROXY",
              "export ALIBABA_CLOUD_CREDENTIALS_URI='" + url + "/credentials/reader'",
              "export ALIBABA_CLOUD_ECS_METADATA_DISABLED='true'",
              "export ALIBABA_CLOUD_CLI_PROFILE_DISABLED='true'",
              "export ALIBABA_CLOUD_IMDS_ENDPOINT='" + url + "/profile/reader'",
              "export AWS_CONTAINER_CREDENTIALS_FULL_URI='" + url + "/aws/reader'",
              "export AWS_CONFIG_FILE='/dev/null'",
              "export AWS_EC2_METADATA_DISABLED='true'",
              "export ALIBABA_CLOUD_CREDENTIALS_FILE='/dev/null/none'",
              "export NO_PROXY='10.0.0.1,127.0.0.1,localhost'",
              "export no_proxy='127.0.0.1,localhost'")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void secret_isInThePath_orInAwssHeader_andParametersWhereTheyCanBe(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "s3cret\n");
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(200, BODY))) {
      String url = server.url();
      String[] words = {"a", "--url", url, "--secret-file", file.toString(), "--param=job=7"};

      assertThat(Ran.of(new Exec(), launched(), words)).isEqualTo(new Ran(0, "", ""));
      assertThat(lines())
          .contains(
              "export ALIBABA_CLOUD_CREDENTIALS_URI='" + url + "/key/s3cret/credentials/a?job=7'",
              "export ALIBABA_CLOUD_IMDS_ENDPOINT='" + url + "/key/s3cret/profile/a'",
              "export AWS_CONTAINER_CREDENTIALS_FULL_URI='" + url + "/aws/a?job=7'",
              "export AWS_CONTAINER_AUTHORIZATION_TOKEN='s3cret'");
    }
  }

  @Test
  void profile_isAskedForFirst_soThatNoJobStartsWithoutACredential() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      Ran ran = Ran.of(new Exec(), launched(), "nobody", "--url", broker.url("").toString());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("UnknownProfile");
    }
  }

  @Test
  void unixSocket_isRefused_sinceNoSdkKnowsThem() {
    assertThat(Ran.of(new Exec(), launched(), "a", "--url", "unix:/run/s"))
        .isEqualTo(
            new Ran(
                2,
                "",
                "exec: SDKs can not ask a unix socket (expected: --url http://HOST:PORT)\n"));
  }

  @Test
  void launcher_isNeeded_andAProfile() {
    assertThat(Ran.of(new Exec(), "a").exitCode()).isEqualTo(2);
    assertThat(Ran.of(new Exec(), launched()).err()).startsWith("PROFILE is missing");
  }

  @Test
  void lines_thatCanNotBeHandedOver_areAFailure_andNotShown() throws Exception {
    try (CannedServer server = CannedServer.onTcp(CannedServer.http(200, BODY))) {
      Map<String, String> variables = Map.of("STS_BROKER_LAUNCHED", given.toString());
      assertThat(Ran.of(new Exec(), variables, "a", "--url", server.url()))
          .isEqualTo(new Ran(1, "", "exec: the launcher can not be handed the job's variables\n"));
    }
  }

  /** aliyun-python-sdk-core and PyODPS take these before what a job's code hands them. */
  @Test
  void keysOfPythonsOlderClients_areUnset() {
    assertThat(RivalPlaces.UNSET)
        .contains(
            "ALIYUN_ACCESS_KEY_ID",
            "ALIYUN_ACCESS_KEY_SECRET",
            "ODPS_STS_ACCOUNT_FILE",
            "ODPS_STS_ACCESS_KEY_ID",
            "ODPS_STS_ACCESS_KEY_SECRET",
            "ODPS_STS_TOKEN",
            "ODPS_BEARER_TOKEN",
            "ODPS_BEARER_TOKEN_FILE");
  }

  @Test
  void page_namesEveryVariable() throws Exception {
    String page = Files.readString(Path.of("src/docs/clients/exec.md"));
    TreeSet<String> variables = new TreeSet<>(RivalPlaces.UNSET);
    variables.addAll(RivalPlaces.SET.keySet());
    assertThat(variables).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  private Map<String, String> launched() {
    return Map.of("STS_BROKER_LAUNCHED", given.resolve("lines").toString());
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(given.resolve("lines"));
  }
}
