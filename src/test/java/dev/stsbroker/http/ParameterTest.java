package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sandbox.account.Session;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for a profile with parameters, over a socket. */
class ParameterTest {
  private static final String JOB = "[a-z0-9][a-z0-9-]{0,39}";

  /** What jobs may send to become somebody else; none of it is a job's name. */
  private static final List<String> INJECTIONS =
      List.of(
          "*",
          "?",
          "etl-*",
          "etl-4?",
          "..",
          "../other",
          "etl/../other",
          "a/b",
          "/",
          "etl/",
          ".",
          "etl..42",
          "\"",
          "etl\",\"Resource\":\"*",
          "'",
          "etl'",
          "`id`",
          "\\",
          "etl\\u002a",
          "${param.job}",
          "${env:PATH}",
          "{}",
          "<etl>",
          "etl|x",
          "etl;x",
          "etl&x=1",
          "etl=x",
          "etl x",
          " etl",
          "etl ",
          "etl\n",
          "etl\r\nX: y",
          "etl\u0000",
          "%2F",
          "%2e%2e",
          "etl%",
          "etl:42",
          "acs:oss:*:*:other",
          "ETL",
          "\u0435tl",
          "\uff45tl",
          "etl\u2215x",
          "etl\uff0a",
          "et\u200bl",
          "\u202eetl",
          "etl\ud83d\ude00",
          "\u0661",
          "-etl",
          "",
          "a".repeat(41),
          "a".repeat(64),
          "a".repeat(3000));

  private static TestingBroker broker;

  static Profile job(String name) {
    return job(name, PolicyTemplate.of(preset("oss-read-write"), with("jobs/${param.job}/")));
  }

  private static Map<String, String> with(String prefix) {
    return Map.of("bucket", "scratch", "prefix", prefix);
  }

  private static Preset preset(String name) {
    return Preset.named(name).orElseThrow();
  }

  private static Profile job(String name, PolicyTemplate policy) {
    Parameters parameters = new Parameters(Map.of("job", ValuePattern.parse(JOB)));
    return profile(name, parameters, new FillableText("job-${param.job}"), policy);
  }

  private static Profile profile(
      String name, Parameters parameters, FillableText session, @Nullable PolicyTemplate policy) {
    SessionRequest common =
        new SessionRequest(
            TestingBroker.ROLE, session.text(), Duration.ofHours(1), null, null, null);
    Recipe recipe = new Recipe.Fillable(common, parameters, session, null, policy);
    return new Profile(name, "default", recipe, false, Duration.ZERO);
  }

  @BeforeAll
  static void start() throws Exception {
    Parameters two =
        new Parameters(
            Map.of("job", ValuePattern.parse("[a-z]+"), "day", ValuePattern.parse("\\d{1,2}")));
    broker =
        TestingBroker.start(
            job("scratch"),
            profile("daily", two, new FillableText("${param.job}-${param.day}"), null),
            job(
                "narrow",
                PolicyTemplate.of(preset("oss-get-only"), Map.of("bucket", "${param.job}"))),
            TestingBroker.profile("reader", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Session session(String path) throws Exception {
    JsonObject body = new JsonObject(broker.get(path).body());
    assertThat(body.getString("Code")).as(body.toString()).isEqualTo("Success");
    Secret token = Secret.of(body.getString("SecurityToken"));
    return broker.sandbox().cloud().session(token).orElseThrow();
  }

  private static RawAnswer ask(String query) throws Exception {
    return RawConnection.ask(broker.port(), RawConnection.get("/credentials/" + query));
  }

  private static void assertRefused(String query, String message) throws Exception {
    RawAnswer answer = ask(query);
    assertThat(answer.status()).as(query).isEqualTo(400);
    assertThat(answer.body()).as(query).contains("\"InvalidParameter\"", message);
  }

  private static Verdict decide(Session session, String action, String key) {
    Map<String, List<String>> context =
        action.equals("oss:ListObjects") ? Map.of("oss:Prefix", List.of(key)) : Map.of();
    String resource = "acs:oss:*:*:scratch" + (context.isEmpty() ? "/" + key : "");
    return session.rights().decide(new AccessRequest(action, resource, context));
  }

  @Test
  void jobs_haveSessionsOfTheirOwn_whoseRightsDoNotOverlap() throws Exception {
    Session one = session("/credentials/scratch?job=etl-42");
    Session other = session("/credentials/scratch?job=etl-4");

    assertThat(one.name()).isEqualTo("job-etl-42");
    assertThat(other.name()).isEqualTo("job-etl-4");
    for (String action : List.of("oss:GetObject", "oss:PutObject", "oss:ListObjects")) {
      assertThat(decide(one, action, "jobs/etl-42/a")).isEqualTo(Verdict.ALLOWED);
      assertThat(decide(one, action, "jobs/etl-4/a")).isEqualTo(Verdict.NOT_ALLOWED);
      assertThat(decide(other, action, "jobs/etl-4/a")).isEqualTo(Verdict.ALLOWED);
      assertThat(decide(other, action, "jobs/etl-42/a")).isEqualTo(Verdict.NOT_ALLOWED);
      assertThat(decide(other, action, "jobs/")).isEqualTo(Verdict.NOT_ALLOWED);
    }
  }

  @Test
  void session_isTheSame_whenTheSameValuesComeAgainOrInAnotherOrder() throws Exception {
    Session first = session("/credentials/daily?job=etl&day=7");
    long calls = broker.sandbox().cloud().succeeded("AssumeRole");

    for (String query : List.of("job=etl&day=7", "day=7&job=etl", "d%61y=%37&job=%65tl")) {
      assertThat(session("/credentials/daily?" + query)).isEqualTo(first);
    }
    assertThat(broker.sandbox().cloud().succeeded("AssumeRole")).isEqualTo(calls);
    assertThat(session("/credentials/daily?day=8&job=etl").name()).isEqualTo("etl-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/credentials/scratch?job=every",
        "/auth/scratch?job=every",
        "/aws/scratch?job=every",
        "/latest/meta-data/ram/security-credentials/scratch?job=every",
        "/profile/scratch/latest/meta-data/ram/security-credentials/scratch?job=every"
      })
  void contract_takesValues_andRefusesNone(String path) throws Exception {
    assertThat(broker.get(path).statusCode()).isEqualTo(200);
    String without = path.substring(0, path.indexOf('?'));
    for (String wrong : List.of(without, without + "?", without + "?job=*", path + "&job=every")) {
      assertThat(broker.get(wrong.replace("*", "%2A")).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void roleList_namesTheProfile_whenItHasParameters() throws Exception {
    String list = "/profile/scratch/latest/meta-data/ram/security-credentials/";
    assertThat(broker.get(list).body()).isEqualTo("scratch");
    assertThat(broker.get(list + "?job=a").body()).isEqualTo("scratch");
    assertThat(broker.get(list + "?jobs=a").statusCode()).isEqualTo(400);
  }

  @Test
  void page_namesTheValues_whenAProfileTakesSome() throws Exception {
    assertThat(broker.get("/").body())
        .contains("  daily?day=<day>&job=<job>", "  reader", "  scratch?job=<job>");
  }

  @Test
  void values_areRefusedWithASentence_whenTheyAreNotTheProfiles() throws Exception {
    String expected = " (expected: " + JOB + ")";
    assertRefused("scratch", "parameter job: missing" + expected);
    assertRefused("scratch?", "parameter job: missing" + expected);
    assertRefused("scratch?job=A", "parameter job: the value does not match" + expected);
    assertRefused("scratch?job", "parameter job: the value does not match" + expected);
    assertRefused("scratch?jobs=a", "parameter jobs: unknown (expected: job)");
    assertRefused("scratch?job=a&x=1", "parameter x: unknown (expected: job)");
    assertRefused("scratch?job=a&j%22=1", "parameter ?: unknown (expected: job)");
    assertRefused("scratch?job=a&job=b", "a parameter is there twice (expected: each once)");
    assertRefused("scratch?job=a&", "parameter ?: unknown (expected: job)");
    assertRefused("scratch?job=%ff", "the query is not UTF-8");
    assertRefused("scratch?job=%c0%af", "the query is not UTF-8");
    assertRefused("daily?job=a", "parameter day: missing (expected: ");
    assertRefused("reader?job=a", "parameter job: the profile takes no parameters");
    assertRefused("narrow?job=ab", "the values do not fit the policy: ");
    assertThat(ask("reader?").status()).isEqualTo(200);
    assertThat(ask("nobody?job=a").status()).isEqualTo(404);
  }

  @Test
  void injections_areRefused_however() throws Exception {
    long calls = broker.sandbox().cloud().succeeded("AssumeRole");
    int refused = 0;
    System.out.printf("%-42s %s%n", "value of job", "once, twice encoded, raw");
    for (String value : INJECTIONS) {
      String once = URLEncoder.encode(value, UTF_8);
      List<String> forms = new ArrayList<>(List.of(once, URLEncoder.encode(once, UTF_8)));
      if (value.matches("[!-\"$-~]*")) {
        forms.add(value);
      }
      List<Integer> statuses = new ArrayList<>();
      for (String form : once.equals(value) ? List.of(value) : forms) {
        RawAnswer answer = ask("scratch?job=" + form);
        statuses.add(answer.status());
        // Half an escape at the end is refused before it is read as a query.
        assertThat(answer.body()).containsPattern("InvalidParameter|no HTTP").doesNotContain("etl");
        refused++;
      }
      assertThat(statuses).as(value).containsOnly(400);
      System.out.printf("%-42s %s%n", shown(once), statuses);
    }
    System.out.printf("%d values, %d requests, all refused%n", INJECTIONS.size(), refused);
    assertThat(broker.sandbox().cloud().succeeded("AssumeRole")).isEqualTo(calls);
  }

  private static String shown(String encoded) {
    return encoded.length() <= 40
        ? encoded
        : encoded.substring(0, 20) + String.format(Locale.ROOT, "... (%d)", encoded.length());
  }
}
