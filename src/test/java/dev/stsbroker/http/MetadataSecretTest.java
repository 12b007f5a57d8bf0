package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.testing.TestingBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata's tokens and callers' secrets together: every combination, on the wire. */
class MetadataSecretTest {
  private static final String SECRET = "the.secret~of_the-reports";
  private static final String WRONG = "no-secret-of-anybody";
  private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 60";
  private static final String TOKEN = "X-aliyun-ecs-metadata-token: ";
  private static TestingBroker lax;
  private static TestingBroker strict;

  @BeforeAll
  static void start() throws Exception {
    lax = start(false);
    strict = start(true);
  }

  private static TestingBroker start(boolean tokens) throws Exception {
    return TestingBroker.startGuarded(
        Map.of("reports", CallerSecrets.of("reports.secret", SECRET)),
        tokens,
        TestingBroker.profile("reports", true),
        TestingBroker.profile("open", true));
  }

  @AfterAll
  static void stop() {
    lax.close();
    strict.close();
  }

  /** The answers where tokens are not required, and where they are. */
  @ParameterizedTest
  @CsvSource({
    "reports, right, none,  Success, Success",
    "reports, right, right, Success, Success",
    "reports, right, wrong, InvalidMetadataToken, InvalidMetadataToken",
    "reports, none,  none,  InvalidSecret, InvalidSecret",
    "reports, none,  right, InvalidSecret, InvalidSecret",
    "reports, none,  wrong, InvalidSecret, InvalidSecret",
    "reports, wrong, none,  InvalidSecret, InvalidSecret",
    "reports, wrong, right, InvalidSecret, InvalidSecret",
    "reports, wrong, wrong, InvalidSecret, InvalidSecret",
    "open,    right, none,  Success, Success",
    "open,    right, right, Success, Success",
    "open,    right, wrong, InvalidMetadataToken, InvalidMetadataToken",
    "open,    none,  none,  Success, InvalidMetadataToken",
    "open,    none,  right, Success, Success",
    "open,    none,  wrong, InvalidMetadataToken, InvalidMetadataToken",
    "open,    wrong, none,  Success, InvalidMetadataToken",
    "open,    wrong, right, Success, Success",
    "open,    wrong, wrong, InvalidMetadataToken, InvalidMetadataToken"
  })
  void role_isAnsweredByItsSecretFirst_andByTheTokenThen(
      String profile, String secret, String token, String notRequired, String required)
      throws Exception {
    for (String tree : List.of("", "/profile/" + profile)) {
      String target = tree + ROLES + profile;
      assertCode(ask(lax, target, secret, token), notRequired);
      assertCode(ask(strict, target, secret, token), required);
      assertCode(askByHeader(strict, target, secret, token), required);
    }
  }

  /** The list names the profile that the secret opens; there is no default one. */
  @ParameterizedTest
  @CsvSource({
    "right, none,  reports, reports",
    "right, right, reports, reports",
    "right, wrong, InvalidMetadataToken, InvalidMetadataToken",
    "none,  none,  UnknownProfile, InvalidMetadataToken",
    "none,  right, UnknownProfile, UnknownProfile",
    "none,  wrong, InvalidMetadataToken, InvalidMetadataToken",
    "wrong, none,  UnknownProfile, InvalidMetadataToken",
    "wrong, right, UnknownProfile, UnknownProfile",
    "wrong, wrong, InvalidMetadataToken, InvalidMetadataToken"
  })
  void list_isAnsweredByASecretToo(String secret, String token, String notRequired, String required)
      throws Exception {
    assertCode(ask(lax, ROLES, secret, token), notRequired);
    assertCode(ask(strict, ROLES, secret, token), required);
  }

  /** What OSS Go v2 and ossutil 1 by role do, below a URL: the list, then the role. */
  @Test
  void clientOfVersion1_readsListAndRole_bySecretAlone() throws Exception {
    String tree = "/key/" + SECRET;
    String role = get(strict, tree + ROLES).body();
    assertThat(role).isEqualTo("reports");
    assertThat(get(strict, tree + "/latest/meta-data/Ram/security-credentials/" + role).code())
        .isEqualTo("Success");
  }

  @Test
  void sentences_sayWhatToDo_andHoldNoSecret() throws Exception {
    RawAnswer missing = ask(strict, ROLES + "open", "wrong", "none");
    assertThat(missing.json().getString("Message"))
        .isEqualTo(
            "X-aliyun-ecs-metadata-token: missing (expected: one of PUT /latest/api/token, or a"
                + " profile's secret in /key/<secret>/...)");
    RawAnswer guarded = ask(strict, ROLES + "reports", "wrong", "none");
    assertThat(guarded.json().getString("Message"))
        .isEqualTo("profile reports: wrong secret (expected: a line of the profile's secretFile)");
    assertThat(missing + " " + guarded).doesNotContain(WRONG);
  }

  @Test
  void otherProfile_isStillUnknownInAProfilesOwnTree() throws Exception {
    RawAnswer answer = ask(strict, "/profile/open" + ROLES + "reports", "right", "none");
    assertCode(answer, "UnknownProfile");
    assertCode(
        ask(strict, "/profile/open" + ROLES + "reports", "none", "none"), "InvalidMetadataToken");
    assertCode(ask(lax, "/profile/open" + ROLES + "reports", "none", "none"), "UnknownProfile");
  }

  private static RawAnswer ask(TestingBroker broker, String target, String secret, String token)
      throws Exception {
    String tree = secret.equals("none") ? "" : "/key/" + secretOf(secret);
    return get(broker, tree + target, token(broker, tree, token));
  }

  private static RawAnswer askByHeader(
      TestingBroker broker, String target, String secret, String token) throws Exception {
    String tree = secret.equals("none") ? "" : "/key/" + secretOf(secret);
    List<String> headers = new ArrayList<>(List.of(token(broker, tree, token)));
    if (!secret.equals("none")) {
      headers.add("Authorization: Bearer " + secretOf(secret));
    }
    return get(broker, target, headers.toArray(String[]::new));
  }

  private static String secretOf(String kind) {
    return kind.equals("right") ? SECRET : WRONG;
  }

  /** As the client would get one: in the tree it was given. */
  private static String[] token(TestingBroker broker, String tree, String kind) throws Exception {
    if (kind.equals("none")) {
      return new String[0];
    }
    String put = RawConnection.request("PUT", tree + "/latest/api/token", LIFE);
    String token = RawConnection.ask(broker.port(), put).body();
    return new String[] {TOKEN + (kind.equals("right") ? token : token.replace('.', ','))};
  }

  private static RawAnswer get(TestingBroker broker, String target, String... headers)
      throws Exception {
    return RawConnection.ask(broker.port(), RawConnection.get(target, headers));
  }

  /**
   * @param code what the answer says; that of an answer without is all of its body
   */
  private static void assertCode(RawAnswer answer, String code) {
    boolean json = answer.body().startsWith("{");
    assertThat(json ? answer.code() : answer.body()).as(answer.toString()).isEqualTo(code);
    int status =
        switch (code) {
          case "InvalidSecret", "InvalidMetadataToken" -> 401;
          case "UnknownProfile" -> 404;
          default -> 200;
        };
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
  }
}
