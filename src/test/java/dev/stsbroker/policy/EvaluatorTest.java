package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.json.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  private static final String FILE = "acs:oss:oss-cn-hangzhou:1:my-bucket/reports/a.csv";

  private static final String ALLOW_ALL = statement("Allow", "*", "*");

  private static PolicyDocument document(String... statements) {
    return PolicyDocument.parse(
        "{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource);
  }

  private static String conditional(String effect, String operator, String key, String value) {
    return "{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"%s\":[%s]}}}"
        .formatted(effect, operator, key, value);
  }

  private static Decision decide(AccessRequest request, PolicyDocument... layers) {
    return Evaluator.decide(List.of(layers), request);
  }

  private static AccessRequest read(Map<String, List<String>> context) {
    return new AccessRequest("oss:GetObject", FILE, context);
  }

  @ParameterizedTest
  @CsvSource({
    "acs:oss::*:my-bucket/*, region",
    "acs:oss:*::my-bucket/*, account",
    "acs:OSS:*:*:my-bucket/*, resource",
    "acs:oss:OSS-cn-hangzhou:*:my-bucket/*, region",
    "acs:oss:*:*:my-bucket/${acs:UserName}/*, resource",
    "acs:oss:*:*:${param.bucket}/*, resource"
  })
  void resource_ofWhichNoMeaningIsDocumented_neitherAllowsNorVoidsDeny(String resource, String on) {
    AccessRequest request = read(Map.of());

    Decision denied =
        decide(request, document(ALLOW_ALL, statement("Deny", "oss:GetObject", resource)));
    Decision allowed = decide(request, document(statement("Allow", "oss:GetObject", resource)));

    assertThat(denied.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(allowed.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(Objects.requireNonNull(denied.doubt()).fields()).containsExactly(on);
  }

  @ParameterizedTest
  @CsvSource({
    "acs:oss:::my-bucket/logs/*",
    "acs:ots:*:*:my-bucket/*",
    "acs:oss:*:*:MY-BUCKET/*",
    "acs:oss:*:*:other/${acs:UserName}/*"
  })
  void resource_thatIsAnotherWhateverItMeans_doesNotDeny(String resource) {
    PolicyDocument document = document(ALLOW_ALL, statement("Deny", "oss:GetObject", resource));

    assertThat(decide(read(Map.of()), document).verdict()).isEqualTo(Verdict.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "StringLike, ${param.job}/*, UNDECIDED",
    "StringEquals, ${param.job}/, UNDECIDED",
    "StringEqualsIgnoreCase, ${param.job}/, UNDECIDED",
    "StringNotLike, ${param.job}/*, UNDECIDED",
    "StringLike, other/${param.job}/*, ALLOWED",
    "StringLike, etl/*, EXPLICITLY_DENIED"
  })
  void variable_inAValue_neverVoidsDeny(String operator, String value, Verdict verdict) {
    PolicyDocument document =
        document(ALLOW_ALL, conditional("Deny", operator, "oss:Prefix", "\"" + value + "\""));

    assertThat(decide(read(Map.of("oss:Prefix", List.of("etl/"))), document).verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "oss:GetObject, acs:oss:*:*:my-bucket/*, true",
    "oss:getobject, acs:oss:*:*:my-bucket/*, true",
    "oss:Get*, acs:oss:*:*:my-bucket/*, true",
    "oss:Get?bject, acs:oss:*:*:my-bucket/*, true",
    "*, *, true",
    "oss:*, acs:oss:*, true",
    "*:Get*, acs:*, true",
    "oss:PutObject, *, false",
    "oss:Get, *, false",
    "ots:GetObject, *, false",
    "oss:GetObject, acs:oss:*:*:my-bucket, false",
    "oss:GetObject, acs:oss:*:*:My-Bucket/*, false",
    "oss:GetObject, acs:oss:*:*:my-bucket/reports/*, true",
    "oss:GetObject, acs:oss:*:*:my-bucket/report/*, false",
    "oss:GetObject, acs:oss:*:*:my-bucket/*.csv, true",
    "oss:GetObject, acs:oss:*:*:my-bucket/reports/?.csv, true",
    "oss:GetObject, acs:oss:*:*:my-bucket/reports/??.csv, false",
    "oss:GetObject, acs:oss:*:1:my-bucket/*, true",
    "oss:GetObject, acs:oss:*:2:my-bucket/*, false",
    "oss:GetObject, acs:oss:oss-cn-beijing:*:my-bucket/*, false",
    "oss:GetObject, acs:oss:*:*:my-*, true",
  })
  void decide_matchesActionAndResource_whenAllowed(String action, String pattern, boolean allowed) {
    Decision decision = decide(read(Map.of()), document(statement("Allow", action, pattern)));
    assertThat(decision)
        .isEqualTo(
            allowed
                ? new Decision(Verdict.ALLOWED, "Statement[0]")
                : new Decision(Verdict.NOT_ALLOWED, null));
  }

  @Test
  void decide_keepsToTheFields_whenAnObjectNameHoldsColons() {
    AccessRequest foreign =
        new AccessRequest("oss:GetObject", "acs:oss:*:1:other/x:my-bucket/y", Map.of());
    assertThat(
            decide(foreign, document(statement("Allow", "*", "acs:oss:*:*:my-bucket/*"))).verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
  }

  /** Columns: operator, the policy's value, the request's value, whether the condition holds. */
  @ParameterizedTest
  @CsvSource({
    "StringEquals, a, a, true",
    "StringEquals, a, A, false",
    "StringEquals, a*, ab, false",
    "StringNotEquals, a, b, true",
    "StringNotEquals, a, a, false",
    "StringEqualsIgnoreCase, a, A, true",
    "StringNotEqualsIgnoreCase, a, A, false",
    "StringLike, reports/*, reports/, true",
    "StringLike, reports/*, reports/2026/, true",
    "StringLike, reports/*, reports, false",
    "StringLike, reports/*, Reports/x, false",
    "StringNotLike, reports/*, other, true",
    "NumericEquals, 10, 10.0, true",
    "NumericNotEquals, 10, 11, true",
    "NumericLessThan, 10, 9, true",
    "NumericLessThan, 10, 10, false",
    "NumericLessThanEquals, 10, 10, true",
    "NumericGreaterThan, 10, 11, true",
    "NumericGreaterThanEquals, 10, 9, false",
    "DateEquals, 2026-01-01T08:00:00+08:00, 2026-01-01T00:00:00Z, true",
    "DateNotEquals, 2026-01-01T08:00:00+08:00, 2026-01-01T00:00:01Z, true",
    "DateLessThan, 2026-01-01T00:00:00Z, 2025-12-31T23:59:59Z, true",
    "DateLessThanEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z, false",
    "DateGreaterThan, 2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z, true",
    "DateGreaterThanEquals, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, true",
    "Bool, true, TRUE, true",
    "Bool, true, false, false",
    "IpAddress, 10.0.0.0/8, 10.255.1.2, true",
    "IpAddress, 10.0.0.0/8, 11.0.0.1, false",
    "IpAddress, 192.168.1.128/25, 192.168.1.127, false",
    "IpAddress, 192.168.1.128/25, 192.168.1.200, true",
    "IpAddress, 0.0.0.0/0, 8.8.8.8, true",
    "IpAddress, 10.1.2.3, 10.1.2.3, true",
    "IpAddress, 2001:db8::/33, 2001:db8:7fff::1, true",
    "IpAddress, 2001:db8::/33, 2001:db8:8000::1, false",
    "IpAddress, 10.0.0.0/8, ::ffff:10.0.0.1, true",
    "IpAddress, 10.0.0.0/8, 2001:db8::1, false",
    "NotIpAddress, 10.0.0.0/8, 11.0.0.1, true",
    "NotIpAddress, 10.0.0.0/8, 10.0.0.1, false",
  })
  void decide_testsConditions_whenTheOperatorIsKnown(
      String operator, String wanted, String actual, boolean holds) {
    AccessRequest request = read(Map.of("k", List.of(actual)));
    String value = JsonNode.quoted(wanted);
    assertThat(decide(request, document(conditional("Allow", operator, "k", value))).verdict())
        .isEqualTo(holds ? Verdict.ALLOWED : Verdict.NOT_ALLOWED);
    assertThat(
            decide(
                    request,
                    document(
                        statement("Allow", "*", "*"), conditional("Deny", operator, "k", value)))
                .verdict())
        .isEqualTo(holds ? Verdict.EXPLICITLY_DENIED : Verdict.ALLOWED);
  }

  /** Neither allows as {@code Allow} nor lets pass as {@code Deny}. */
  @ParameterizedTest
  @CsvSource({
    "ArnSomething, a, a",
    "ForAnyValue:StringEquals, a, a",
    "StringEqualsIfExists, a, a",
    "Null, true, a",
    "NumericLessThan, ten, 9",
    "NumericLessThan, 10, nine",
    "NumericNotEquals, 10, nine",
    "DateLessThan, 2026-01-01, 2025-01-01T00:00:00Z",
    "DateLessThan, 2026-01-01T00:00:00Z, yesterday",
    "Bool, yes, true",
    "IpAddress, 10.0.0.0/33, 10.0.0.1",
    "IpAddress, 10.0.0.0/x, 10.0.0.1",
    "IpAddress, example.com, 10.0.0.1",
    "IpAddress, 10.0.0.0/8, 10.0.0.256",
    "NotIpAddress, 10.0.0.0/8, nowhere",
  })
  void decide_isInDoubt_whenAConditionIsNotUnderstood(
      String operator, String wanted, String actual) {
    AccessRequest request = read(Map.of("k", List.of(actual)));
    String value = JsonNode.quoted(wanted);
    Decision allow = decide(request, document(conditional("Allow", operator, "k", value)));
    assertThat(allow)
        .isEqualTo(
            depends(
                List.of("k"),
                List.of("Statement[0]"),
                new Decision(Verdict.ALLOWED, "Statement[0]"),
                new Decision(Verdict.NOT_ALLOWED, null)));
    assertThat(decide(request, document(ALLOW_ALL, conditional("Deny", operator, "k", value))))
        .isEqualTo(eitherWay("k"));
  }

  /** Columns: operator, value; whether a request without the key certainly does not meet it. */
  @ParameterizedTest
  @CsvSource({
    "StringEquals, a, true",
    "StringLike, a*, true",
    "StringLike, *, false",
    "StringNotEquals, a, false",
    "StringNotLike, vpc-*, false",
    "StringNotEqualsIgnoreCase, a, false",
    "NumericLessThan, 10, true",
    "NumericNotEquals, 10, false",
    "DateGreaterThan, 2026-01-01T00:00:00Z, true",
    "DateNotEquals, 2026-01-01T00:00:00Z, false",
    "Bool, false, true",
    "IpAddress, 10.0.0.0/8, true",
    "NotIpAddress, 10.0.0.0/8, false",
  })
  void decide_tellsAnAbsentKeyFromOneThatIsNotKnown(String operator, String value, boolean fails) {
    String quoted = JsonNode.quoted(value);
    PolicyDocument allow = document(conditional("Allow", operator, "k", quoted));
    PolicyDocument deny = document(ALLOW_ALL, conditional("Deny", operator, "k", quoted));

    AccessRequest absent = read(Map.of("k", List.of()));
    assertThat(decide(absent, allow).verdict())
        .isEqualTo(fails ? Verdict.NOT_ALLOWED : Verdict.UNDECIDED);
    assertThat(decide(absent, deny).verdict())
        .isEqualTo(fails ? Verdict.ALLOWED : Verdict.UNDECIDED);

    assertThat(decide(read(Map.of()), allow).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(decide(read(Map.of()), deny)).isEqualTo(eitherWay("k"));
  }

  /** Columns: the Deny's resource, the request's; what it depends on, or the verdict. */
  @ParameterizedTest
  @CsvSource({
    "acs:oss:*:1234567890123456:b/*, acs:oss:*:*:b/x, account",
    "acs:oss:*:1234567890123456:b/*, acs:oss:*::b/x, account",
    "acs:oss:*:1234567890123456:b/*, acs:oss:*:1234567890123456:b/x, EXPLICITLY_DENIED",
    "acs:oss:*:1234567890123456:b/*, acs:oss:*:6543210987654321:b/x, ALLOWED",
    "acs:oss:*:1234567890123456:b/*, acs:oss:*:123456789012****:b/x, account",
    "acs:oss:oss-cn-hangzhou:*:b/*, acs:oss:*:*:b/x, region",
    "acs:oss:oss-cn-hangzhou:*:b/*, acs:oss::*:b/x, region",
    "acs:oss:oss-cn-hangzhou:*:b/*, acs:oss:oss-cn-hangzhou:*:b/x, EXPLICITLY_DENIED",
    "acs:oss:oss-cn-hangzhou:*:b/*, acs:oss:cn-hangzhou:*:b/x, region",
    "acs:oss:cn-hangzhou:*:b/*, acs:oss:oss-cn-hangzhou:*:b/x, region",
    "acs:oss:oss-cn-hangzhou:*:b/*, acs:oss:oss-cn-beijing:*:b/x, ALLOWED",
    "acs:oss:oss-cn-*:*:b/*, acs:oss:*:*:b/x, region",
    "acs:ots:cn-hangzhou:*:instance/i, acs:ots:*:*:instance/i, region",
    "acs:oss:oss-cn-hangzhou:1:b/*, acs:oss:*:*:b/x, region account",
    "acs:oss:oss-cn-hangzhou:1:c/*, acs:oss:*:*:b/x, ALLOWED",
    "acs:oss:*:*:b/secret/*, acs:oss:*:*:b/*, resource",
    "acs:oss:*:*:b/*, acs:oss:*:*:b/secret/*, EXPLICITLY_DENIED",
    "acs:oss:*:*:c/*, acs:oss:*:*:b/*, ALLOWED",
    "acs:oss:*:*:b/?, acs:oss:*:*:b/*, resource",
    "acs:oss:*, acs:oss:*:*:b/*, EXPLICITLY_DENIED",
    "acs:oss:*:*:b, *, resource",
  })
  void decide_isInDoubt_whenADenyNamesWhatIsNotKnown(
      String pattern, String resource, String expected) {
    AccessRequest request = new AccessRequest("oss:DeleteObject", resource, Map.of());
    Decision decision =
        decide(request, document(ALLOW_ALL, statement("Deny", "oss:DeleteObject", pattern)));
    if (expected.contains("ED")) {
      assertThat(decision.verdict()).isEqualTo(Verdict.valueOf(expected));
    } else {
      assertThat(decision).isEqualTo(eitherWay(expected.split(" ", -1)));
    }
  }

  @Test
  void decide_isInDoubt_whenTheActionIsAPattern() {
    AccessRequest all = new AccessRequest("oss:*Object", FILE, Map.of());
    PolicyDocument deny = document(ALLOW_ALL, statement("Deny", "oss:DeleteObject", "*"));
    assertThat(decide(all, deny)).isEqualTo(eitherWay("action"));
    AccessRequest literal = new AccessRequest(all.action(), FILE, all.context(), true);
    assertThat(decide(literal, deny).verdict()).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void decide_isDenied_whenWhatIsNotKnownDoesNotMatter() {
    AccessRequest request = new AccessRequest("oss:GetObject", "acs:oss:*:*:b/x", Map.of());
    PolicyDocument silent =
        document(
            statement("Allow", "oss:PutObject", "*"),
            conditional("Deny", "Bool", "acs:SecureTransport", "\"false\""));
    assertThat(decide(request, silent)).isEqualTo(new Decision(Verdict.NOT_ALLOWED, null));
    PolicyDocument denied =
        document(
            conditional("Allow", "StringLike", "oss:Prefix", "\"a/*\""),
            statement("Deny", "oss:Get*", "*"));
    assertThat(decide(request, denied).verdict()).isEqualTo(Verdict.EXPLICITLY_DENIED);
    PolicyDocument allowed =
        document(ALLOW_ALL, conditional("Allow", "StringLike", "oss:Prefix", "\"a/*\""));
    assertThat(decide(request, allowed)).isEqualTo(new Decision(Verdict.ALLOWED, "Statement[0]"));
  }

  @Test
  void decide_isInDoubt_whenAKeyIsGivenInAnotherCase() {
    PolicyDocument deny =
        document(ALLOW_ALL, conditional("Deny", "Bool", "acs:securetransport", "\"false\""));
    assertThat(decide(read(Map.of("acs:SecureTransport", List.of("true"))), deny))
        .isEqualTo(eitherWay("acs:securetransport"));
  }

  private static Decision depends(
      List<String> fields, List<String> statements, Decision allowed, Decision denied) {
    Decision.Doubt doubt = new Decision.Doubt(fields, statements, allowed, denied);
    return new Decision(Verdict.UNDECIDED, null, doubt);
  }

  /** What {@link #ALLOW_ALL} allows, if the statement after it does not deny it. */
  private static Decision eitherWay(String... fields) {
    return depends(
        List.of(fields),
        List.of("Statement[1]"),
        new Decision(Verdict.ALLOWED, "Statement[0]"),
        new Decision(Verdict.EXPLICITLY_DENIED, "Statement[1]"));
  }

  @Test
  void decide_takesAnyValue_whenThereAreSeveral() {
    PolicyDocument document = document(conditional("Allow", "StringEquals", "k", "\"a\",\"b\""));
    assertThat(decide(read(Map.of("k", List.of("b"))), document).verdict())
        .isEqualTo(Verdict.ALLOWED);
    PolicyDocument none = document(conditional("Allow", "StringNotEquals", "k", "\"a\",\"b\""));
    assertThat(decide(read(Map.of("k", List.of("b"))), none).verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
  }

  @Test
  void decide_matchesAllButTheNamed_whenNotActionIsUsed() {
    PolicyDocument document =
        document("{\"Effect\":\"Allow\",\"NotAction\":[\"oss:Put*\"],\"Resource\":\"*\"}");
    assertThat(decide(read(Map.of()), document).verdict()).isEqualTo(Verdict.ALLOWED);
    AccessRequest write = new AccessRequest("oss:PutObject", FILE, Map.of());
    assertThat(decide(write, document).verdict()).isEqualTo(Verdict.NOT_ALLOWED);
  }

  @Test
  void decide_namesTheLayer_whenThereAreSeveral() {
    PolicyDocument all = document(statement("Allow", "*", "*"));
    PolicyDocument write = document(statement("Allow", "oss:Put*", "*"));
    PolicyDocument deny = document(statement("Allow", "*", "*"), statement("Deny", "*", "*"));
    assertThat(decide(read(Map.of()), all, all))
        .isEqualTo(new Decision(Verdict.ALLOWED, "policy 1 Statement[0], policy 2 Statement[0]"));
    assertThat(decide(read(Map.of()), all, write))
        .isEqualTo(new Decision(Verdict.NOT_ALLOWED, "policy 2"));
    assertThat(decide(read(Map.of()), write, deny))
        .isEqualTo(new Decision(Verdict.EXPLICITLY_DENIED, "policy 2 Statement[1]"));
    assertThat(decide(read(Map.of()))).isEqualTo(new Decision(Verdict.NOT_ALLOWED, null));
  }
}
