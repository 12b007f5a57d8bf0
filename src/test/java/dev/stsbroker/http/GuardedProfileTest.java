package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.testing.TestingBroker;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles with secrets, by every contract and every way to present one, as it is on the wire. */
class GuardedProfileTest {
  private static final String SECRET = "the.secret~of_the-reports";
  private static final String OTHER = "the.secret~of_the-logs";
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 60";
  private static final String TOKEN = "X-aliyun-ecs-metadata-token: ";
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        TestingBroker.startGuarded(
            Map.of(
                "reports", CallerSecrets.of("reports.secret", SECRET),
                "logs", CallerSecrets.of("logs.secret", OTHER)),
            TestingBroker.profile("reports", true),
            TestingBroker.profile("logs", true),
            TestingBroker.profile("open", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials/reports",
        "/auth/reports",
        "/aws/reports",
        ROLES + "reports",
        "/profile/reports" + ROLES + "reports"
      })
  void profile_isServed_whenItsSecretIsPresentedInAnyWay(String path) throws Exception {
    String body = assertServed("/key/" + SECRET + path);
    assertThat(assertServed(path, "Authorization: " + SECRET)).isEqualTo(body);
    assertThat(assertServed(path, "authorization: Bearer " + SECRET)).isEqualTo(body);
    assertThat(assertServed(path, "Authorization: bearer  " + SECRET + " ")).isEqualTo(body);
    assertThat(assertServed("/key/" + SECRET + path, "Authorization: another")).isEqualTo(body);
    assertThat(body).contains("AccessKeyId");
  }

  @ParameterizedTest
  @CsvSource({
    "/credentials/reports, Code",
    "/auth/reports, ErrorCode",
    "/aws/reports, Code",
    "/aws/reports, code",
    "/latest/meta-data/ram/security-credentials/reports, Code",
    "/profile/reports/latest/meta-data/ram/security-credentials/reports, Code",
    "/profile/reports/latest/meta-data/ram/security-credentials/, Code"
  })
  void profile_is401InTheContractsForm_withoutItsSecret(String path, String key) throws Exception {
    assertRefused(get(path), key, "needs a secret");
    assertRefused(get(path, "Authorization: "), key, "needs a secret");
    assertRefused(get(path, "Authorization: Bearer"), key, "wrong secret");
    assertRefused(get(path, "Authorization: " + OTHER), key, "wrong secret");
    assertRefused(get(path, "Authorization: Basic " + SECRET), key, "wrong secret");
    assertRefused(get("/key/" + OTHER + path), key, "wrong secret");
    assertRefused(get("/key/" + OTHER + path, "Authorization: " + SECRET), key, "wrong secret");
    String twice = "Authorization: " + SECRET;
    assertRefused(get(path, twice, twice), key, "needs a secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/credentials/open", "/auth/open", "/aws/open", ROLES + "open"})
  void openProfile_isServed_whateverSecretIsPresented(String path) throws Exception {
    assertServed(path);
    assertServed("/key/" + SECRET + path);
    assertServed("/key/no-secret-of-anybody" + path);
    assertServed(path, "Authorization: no-secret-of-anybody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/key/%s/credentials/reports",
        "//key//%s//credentials//reports",
        "/key/%s/credentials/reports?",
        "/key/%s/credentials/reports/",
        "http://127.0.0.1:7070/key/%s/credentials/reports",
        "http://localhost//key/%s//credentials/reports"
      })
  void target_isServed_whenAClientMayWriteItSo(String target) throws Exception {
    assertServed(target.formatted(SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "/key/%s, 200",
    "/key/%s/, 200",
    "/key/%s?, 200",
    "/KEY/%s/credentials/reports, 404",
    "/key/%s/key/%s/credentials/reports, 404",
    "/key/%s/nowhere, 404",
    "/key, 404",
    "/key/, 404",
    "/key/?%s, 404",
    "/keys/%s, 404",
    "/key/%s/credentials/%%2e, 400",
    "/key/%s/../credentials/reports, 400",
    "/key/../%s/credentials/reports, 400",
    "/key/./%s, 400",
    "/key/%s/credentials\\reports, 400",
    "/key/%s#/credentials/reports, 401",
    "/key/%s;a=b/credentials/reports, 401",
    "/key/%s%%00/auth/reports, 401",
    "/key/%%20%s/aws/reports, 401",
    "http://evil.example/key/%s/credentials/reports, 403"
  })
  void secret_isInNoAnswer_howeverTheTargetIsWrittten(String target, int status) throws Exception {
    RawAnswer answer = get(target.replace("%s", SECRET).replace("%%", "%"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u007f"})
  void secret_isAnswered400_whenItHoldsAControl(String control) throws Exception {
    RawAnswer answer = get("/key/" + control + SECRET + "/credentials/reports");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.toString()).doesNotContain(SECRET);
  }

  @Test
  void callerWhoNamesNoProfile_getsTheOneThatItsSecretOpens() throws Exception {
    String reports = assertServed("/key/" + SECRET + "/credentials/reports");
    assertThat(assertServed("/key/" + SECRET + "/credentials")).isEqualTo(reports);
    assertThat(assertServed("/credentials", "Authorization: " + SECRET)).isEqualTo(reports);
    assertThat(get("/key/" + SECRET + ROLES).body()).isEqualTo("reports");
    assertThat(get("/key/" + OTHER + ROLES).body()).isEqualTo("logs");
    assertThat(get(ROLES).code()).isEqualTo("UnknownProfile");
    assertThat(get("/key/no-secret-of-anybody" + ROLES).code()).isEqualTo("UnknownProfile");
  }

  @Test
  void token_isIssuedBelowTheSecretsTree_andHoldsThere() throws Exception {
    String tree = "/key/" + SECRET;
    String put = RawConnection.request("PUT", tree + "/latest/api/token?", LIFE);
    String token = RawConnection.ask(broker.port(), put).body();
    assertThat(get(tree + ROLES, TOKEN + token).body()).isEqualTo("reports");
    assertThat(get(tree + ROLES + "reports", TOKEN + token).code()).isEqualTo("Success");
    RawAnswer post = RawConnection.ask(broker.port(), put.replace("PUT", "POST"));
    assertThat(post.header("Allow")).isEqualTo("PUT");
  }

  @Test
  void index_marksGuardedProfiles_andRepeatsNoSecret() throws Exception {
    for (String target : new String[] {"/", "/key/" + SECRET + "/"}) {
      assertThat(get(target).body())
          .contains("\n  open\n", "\n  reports (needs a secret)\n", "/key/<secret>")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void operatorsPages_holdNoSecret_whenOneIsPresentedThere() throws Exception {
    for (String path : new String[] {"/metrics", "/status", "/readyz", "/nowhere"}) {
      String request = RawConnection.get("/key/" + SECRET + path, "Authorization: " + OTHER);
      RawAnswer answer = RawConnection.ask(broker.adminPort(), request);
      assertThat(answer.toString()).doesNotContain(SECRET, OTHER);
    }
  }

  private static RawAnswer get(String target, String... headers) throws Exception {
    return RawConnection.ask(broker.port(), RawConnection.get(target, headers));
  }

  private static String assertServed(String target, String... headers) throws Exception {
    RawAnswer answer = get(target, headers);
    assertThat(answer.statusLine()).as(answer.toString()).isEqualTo("HTTP/1.1 200 OK");
    return answer.body();
  }

  private static void assertRefused(RawAnswer answer, String key, String message) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.json().getString(key)).isEqualTo("InvalidSecret");
    assertThat(answer.body()).contains("profile reports: " + message);
    assertThat(answer.toString()).doesNotContain(SECRET, OTHER, "AccessKey");
  }
}
