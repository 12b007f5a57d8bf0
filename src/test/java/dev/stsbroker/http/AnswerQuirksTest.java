package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real clients make of answers, and so what these may not be: numbered by tags as {@link
 * QuirksListTest} lists them.
 */
class AnswerQuirksTest {
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 21600";

  /** Where credentials are, in any contract. */
  private static final List<String> CREDENTIALS =
      List.of(
          "/credentials/reader",
          "/auth/reader",
          ROLES + "reader",
          "/profile/reader" + ROLES + "reader");

  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        TestingBroker.startOnManualTime(
            TestingBroker.profile("reader", true), TestingBroker.profile("cold", false));
    broker.sandbox().cloud().faults().always(Fault.refuse(403, "NoPermission", "No.", null));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** The first ossfs takes the text between quotes of whatever piece between commas has a name. */
  @Tag("quirk-3")
  @Test
  void body_isTakenApartAtCommas_withFourHits() throws Exception {
    List<String> names =
        List.of("AccessKeyId", "AccessKeySecret", "SecretAccessKey", "Token", "Expiration");
    for (String target : CREDENTIALS) {
      RawAnswer answer = get(target);
      Map<String, String> hits = new LinkedHashMap<>();
      for (String piece : answer.body().split(",", -1)) {
        names.stream()
            .filter(piece::contains)
            .forEach(name -> hits.put(name, piece.split("\"", -1)[3]));
      }
      JsonObject body = answer.json();
      assertThat(hits)
          .isEqualTo(
              Map.of(
                  "AccessKeyId", body.getString("AccessKeyId"),
                  "AccessKeySecret", body.getString("AccessKeySecret"),
                  "Token", body.getString("SecurityToken"),
                  "Expiration", body.getString("Expiration")));
      assertThat(answer.body()).doesNotContain("RoleArn", "\\", "\n");
    }
  }

  /** What refreshSTSToken returns becomes options, first letters lowered. */
  @Tag("quirk-3")
  @Test
  void body_changesNoOption_whenAliOssTakesItAsOptions() throws Exception {
    Set<String> options =
        Set.of(
            "region", "internal", "secure", "timeout", "bucket", "endpoint", "cname", "retryMax");
    for (String target : CREDENTIALS) {
      JsonObject body = get(target).json();
      assertThat(body.getMap().values()).allMatch(String.class::isInstance);
      assertThat(body.fieldNames().stream().map(AnswerQuirksTest::asOption))
          .doesNotContainAnyElementsOf(options);
    }
  }

  /** RawConnection fails where an answer has no length or is chunked. */
  @Tag("quirk-4")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials/reader",
        "/credentials/reader/",
        "//credentials",
        "/auth/reader",
        "/aws/reader",
        "/latest/meta-data/ram/security-credentials",
        "/latest/meta-data/Ram/security-credentials/reader",
        "/",
        "/credentials/cold",
        "/credentials/nobody",
        "/auth/cold",
        "/aws/cold",
        "/latest/meta-data/instance-id",
        "/x/.."
      })
  void answer_hasALengthAndIsPlain_whateverItIs(String target) throws Exception {
    RawAnswer answer = get(target, "Accept-Encoding: gzip, deflate, br");
    assertThat(answer.status() / 100).isNotEqualTo(3);
    assertThat(answer.headerNames())
        .filteredOn(name -> name.equalsIgnoreCase("Content-Encoding"))
        .isEmpty();
    assertThat(answer.headerNames()).contains("Content-Length").doesNotContain("Location");
  }

  @Tag("quirk-5")
  @Test
  void headers_areSpelledAsInTheirStandards_inEveryContract() throws Exception {
    for (String target : CREDENTIALS) {
      assertThat(get(target).header("Content-Type")).isEqualTo("application/json");
    }
    assertThat(get("/aws/reader").header("Content-Type")).isEqualTo("application/json");
    assertThat(get("/credentials/cold").header("Content-Type")).isEqualTo("application/json");
    assertThat(get("/profile/reader" + ROLES).header("Content-Type")).startsWith("text/plain");
    RawAnswer token = ask(RawConnection.request("PUT", "/latest/api/token", LIFE));
    assertThat(token.header("Content-Type")).startsWith("text/plain");
    assertThat(token.headerNames()).contains("Content-Length", "Cache-Control");
  }

  /** Some clients wait for a second, and then have no credentials. */
  @Tag("quirk-7")
  @Test
  void answer_isThereAtOnce_whileStsHangs() throws Exception {
    try (TestingBroker hanging =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      hanging.sandbox().cloud().faults().always(Fault.hang());
      hanging.time().advance(Duration.ofMinutes(25));
      for (String target :
          List.of("/credentials", ROLES + "reader", "/auth/reader", "/aws/reader")) {
        RawAnswer answer = RawConnection.ask(hanging.port(), RawConnection.get(target));
        assertThat(answer.json().getString("Expiration")).isEqualTo("2026-01-01T01:00:00Z");
      }
    }
  }

  @Tag("quirk-9")
  @Tag("quirk-10")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials/cold",
        "/credentials/nobody",
        "/credentials/reader?job=1",
        "/auth/cold",
        "/auth/nobody",
        "/aws/cold",
        "/aws/nobody",
        "/latest/meta-data/ram/security-credentials/cold",
        "/latest/meta-data/ram/security-credentials/nobody",
        "/nowhere",
        "/x/.."
      })
  void failure_isAnObjectThatNobodyTakesForCredentials_inEveryContract(String target)
      throws Exception {
    RawAnswer answer = get(target);
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    assertThat(answer.body()).startsWith("{\"").endsWith("}").doesNotContain("AccessKey");
    JsonObject body = answer.json();
    assertThat(body.fieldNames())
        .containsAnyOf("Code", "StatusCode")
        .doesNotContain("SecurityToken", "Token", "Expiration");
    assertThat(body.getString("Code")).isNotEqualTo("Success");
    assertThat(body.getString("StatusCode")).isNotEqualTo("200");
  }

  /** Options of ossfs end at commas; the second ossfs only needs any answer where it asks. */
  @Tag("quirk-11")
  @Test
  void addresses_haveNoComma_andTheTokensAnswersAtAll() throws Exception {
    assertThat(Pattern.compile("http://\\S+").matcher(get("/").body()).results())
        .isNotEmpty()
        .noneMatch(url -> url.group().contains(","));
    RawAnswer refused = ask(RawConnection.request("PUT", "/latest/api/token"));
    assertThat(refused.statusLine()).isEqualTo("HTTP/1.1 400 Bad Request");
  }

  /** Tablestore's SDK logs the token: it may be read by anybody and must be worth nothing. */
  @Tag("quirk-12")
  @Test
  void token_opensNothing_thatIsClosedWithoutIt() throws Exception {
    String header = "X-aliyun-ecs-metadata-token: " + token();
    for (String target : List.of(ROLES + "reader", "/credentials/reader", "/nowhere")) {
      RawAnswer without = get(target);
      RawAnswer with = get(target, header);
      assertThat(with.status()).isEqualTo(without.status());
      assertThat(with.json().getString("AccessKeyId"))
          .isEqualTo(without.json().getString("AccessKeyId"));
    }
    JsonObject credentials = get("/credentials/reader").json();
    assertThat(header)
        .doesNotContain(
            credentials.getString("AccessKeyId"), credentials.getString("AccessKeySecret"));
  }

  private static String asOption(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String token() throws Exception {
    return ask(RawConnection.request("PUT", "/latest/api/token", LIFE)).body();
  }

  private static RawAnswer get(String target, String... headers) throws Exception {
    return ask(RawConnection.get(target, headers));
  }

  private static RawAnswer ask(String request) throws Exception {
    return RawConnection.ask(broker.port(), request);
  }
}
