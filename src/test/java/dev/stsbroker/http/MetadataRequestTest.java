package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ECS metadata, both versions, as its clients write their requests, however odd. */
class MetadataRequestTest {
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: ";
  private static final String TOKEN = "X-aliyun-ecs-metadata-token: ";
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static TestingBroker broker;
  private static TestingBroker two;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
    two =
        TestingBroker.start(
            TestingBroker.profile("reader", true), TestingBroker.profile("writer", false));
  }

  @AfterAll
  static void stop() {
    broker.close();
    two.close();
  }

  @Tag("quirk-2")
  @Test
  void token_isPlainAsciiToTheByte_whenJavaAsksWithoutALength() throws Exception {
    RawAnswer answer =
        ask(
            String.join(
                "\r\n",
                "PUT /latest/api/token HTTP/1.1",
                "X-aliyun-ecs-metadata-token-ttl-seconds: 21600",
                "User-Agent: Java/17.0.15",
                "Host: 100.100.100.200",
                "Accept: text/html, image/gif, image/jpeg, */*; q=0.2",
                "Connection: keep-alive\r\n\r\n"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.body()).matches("[0-9a-f]{16}\\.[0-9]{10}\\.[A-Za-z0-9_-]{43}");
    assertRole(get(ROLES, TOKEN + answer.body()));
  }

  @Tag("quirk-1")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/api/token",
        "/latest/api/token?",
        "//latest/api/token",
        "/latest//api/token",
        "/latest/api/token/",
        "/profile/reader/latest/api/token",
        "/profile/reader//latest/api/token?",
        "http://100.100.100.200/latest/api/token"
      })
  void token_isIssued_howeverItsPathIsWritten(String target) throws Exception {
    RawAnswer answer = put(target, LIFE + 60, "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(get(ROLES + "reader", TOKEN + answer.body()).code()).isEqualTo("Success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "180", "21600", " 60 "})
  void token_isIssued_whenItsLifeIsInBounds(String life) throws Exception {
    RawAnswer answer = put("/latest/api/token", LIFE.toLowerCase(Locale.ROOT) + life);
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21601", "-1", "1.5", "", "1h", "99999999999"})
  void token_isRefused_whenItsLifeIsOutOfBounds(String life) throws Exception {
    assertFailure(put("/latest/api/token", LIFE + life), 400, "InvalidParameter");
  }

  @Test
  void token_isRefused_whenNoLifeIsAskedFor() throws Exception {
    assertFailure(put("/latest/api/token"), 400, "InvalidParameter");
  }

  @Test
  void token_isRefused_whenTheRequestWasForwarded() throws Exception {
    RawAnswer answer = put("/latest/api/token", LIFE + 60, "X-Forwarded-For: 10.0.0.1");
    assertFailure(answer, 403, "ForwardedRefused");
  }

  @Tag("quirk-1")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/ram/security-credentials/",
        "/latest/meta-data/ram/security-credentials",
        "/latest/meta-data/ram/security-credentials/?",
        "/latest/meta-data/Ram/security-credentials/",
        "/latest/meta-data/RAM/security-credentials",
        "//latest/meta-data/ram/security-credentials/",
        "/latest//meta-data/ram//security-credentials//",
        "/profile/reader/latest/meta-data/ram/security-credentials/",
        "/profile/reader//latest/meta-data/Ram/security-credentials",
        "http://100.100.100.200/latest/meta-data/ram/security-credentials/"
      })
  void roles_areTheProfileAlone_whenAskedForInAnyWay(String target) throws Exception {
    assertRole(get(target));
  }

  @Tag("quirk-1")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/ram/security-credentials/reader",
        "/latest/meta-data/ram/security-credentials/reader?",
        "/latest/meta-data/ram/security-credentials//reader",
        "/latest/meta-data/Ram/security-credentials/reader",
        "/latest/meta-data/ram/security-credentials/reader/",
        "//latest/meta-data/ram/security-credentials/reader",
        "/profile/reader/latest/meta-data/ram/security-credentials/reader",
        "/profile/reader//latest/meta-data/Ram/security-credentials/reader"
      })
  void credentials_areTheFlatBody_whenAskedForInAnyWay(String target) throws Exception {
    String flat = RawConnection.ask(broker.port(), RawConnection.get("/credentials")).body();
    RawAnswer answer = get(target);
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(flat);
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/meta-data/ram/security-credentials/nobody, UnknownProfile",
    "/latest/meta-data/ram/security-credentials/READER, UnknownProfile",
    "/latest/meta-data/ram/security-credentials/reader/more, NotFound",
    "/latest/Meta-Data/ram/security-credentials/, NotFound",
    "/latest/meta-data/ram/, NotFound",
    "/latest/meta-data/region-id, NotFound",
    "/latest/meta-data/, NotFound",
    "/latest/user-data, NotFound",
    "/latest/dynamic/instance-identity/document, NotFound",
    "/profile/nobody/latest/meta-data/ram/security-credentials/, UnknownProfile",
    "/profile/reader/credentials, NotFound"
  })
  void path_isNotFound_whenItIsNoneOfTheRolePart(String target, String code) throws Exception {
    assertFailure(get(target), 404, code);
  }

  @Test
  void parameters_areRefused_whenAProfileTakesNone() throws Exception {
    assertFailure(get(ROLES + "?job=1"), 400, "InvalidParameter");
    assertFailure(get(ROLES + "reader?job=1"), 400, "InvalidParameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "wrong", "0123456789abcdef", "a.1.b", "SANDBOX-1-ff", "x.9999999999.y"})
  void token_is401_whenItIsNone(String token) throws Exception {
    assertFailure(get(ROLES, TOKEN + token), 401, "InvalidMetadataToken");
    assertFailure(get(ROLES + "reader", TOKEN + token), 401, "InvalidMetadataToken");
  }

  @Test
  void token_is401_whenALetterOfItIsAnother() throws Exception {
    String token = put("/latest/api/token", LIFE + 60).body();
    char first = token.charAt(token.lastIndexOf('.') + 1);
    String forged = token.replace("." + first, "." + (first == 'A' ? 'B' : 'A'));
    assertFailure(get(ROLES, TOKEN + forged), 401, "InvalidMetadataToken");
  }

  @Test
  void methods_areThoseOfThePath_whenAnotherIsUsed() throws Exception {
    assertMethod(get("/latest/api/token"), "PUT");
    assertMethod(get("//profile/reader/latest/api/token/?"), "PUT");
    assertMethod(put(ROLES), "GET");
    assertMethod(put("/credentials"), "GET");
    assertMethod(put("/latest/api/token/more"), "GET");
    assertFailure(get("/x/latest/api/token"), 404, "NotFound");
  }

  @Test
  void roles_areEachTreesOwn_whenThereIsNoDefaultProfile() throws Exception {
    RawAnswer none = askTwo(ROLES);
    assertFailure(none, 404, "UnknownProfile");
    assertThat(none.json().getString("Message")).contains("no default profile");
    assertThat(askTwo("/profile/writer" + ROLES).body()).isEqualTo("writer");
    assertThat(askTwo("/profile/writer" + ROLES + "writer").code()).isEqualTo("Success");
    assertThat(askTwo(ROLES + "writer").code()).isEqualTo("Success");
    assertFailure(askTwo("/profile/writer" + ROLES + "reader"), 404, "UnknownProfile");
  }

  private static RawAnswer askTwo(String target) throws Exception {
    return RawConnection.ask(two.port(), RawConnection.get(target));
  }

  private static RawAnswer put(String target, String... headers) throws Exception {
    return ask(RawConnection.request("PUT", target, headers));
  }

  private static RawAnswer get(String target, String... headers) throws Exception {
    return ask(RawConnection.get(target, headers));
  }

  private static RawAnswer ask(String request) throws Exception {
    return RawConnection.ask(broker.port(), request);
  }

  private static void assertRole(RawAnswer answer) {
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.header("Content-Length")).isEqualTo("6");
    assertThat(answer.body()).isEqualTo("reader");
  }

  private static void assertMethod(RawAnswer answer, String allowed) {
    assertFailure(answer, 405, "MethodNotAllowed");
    assertThat(answer.header("Allow")).isEqualTo(allowed);
  }

  private static void assertFailure(RawAnswer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    ErrorForm.assertFailure(answer, code);
  }
}
