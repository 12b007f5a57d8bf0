package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
  private static final String FILE = "acs:oss:oss-cn-hangzhou:1:my-bucket/reports/a.csv";

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
  void decide_isStrict_whenAConditionMakesNoSense(String operator, String wanted, String actual) {
    AccessRequest request = read(Map.of("k", List.of(actual)));
    String value = JsonNode.quoted(wanted);
    assertThat(decide(request, document(conditional("Allow", operator, "k", value))).verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(
            decide(
                    request,
                    document(
                        statement("Allow", "*", "*"), conditional("Deny", operator, "k", value)))
                .verdict())
        .isEqualTo(Verdict.EXPLICITLY_DENIED);
  }

  @ParameterizedTest
  @CsvSource({"StringEquals, ALLOWED", "StringNotEquals, EXPLICITLY_DENIED"})
  void decide_neverAllows_whenTheKeyIsMissing(String operator, Verdict denied) {
    AccessRequest request = read(Map.of("k", List.of()));
    assertThat(decide(request, document(conditional("Allow", operator, "k", "\"a\""))).verdict())
        .isEqualTo(Verdict.NOT_ALLOWED);
    PolicyDocument deny =
        document(statement("Allow", "*", "*"), conditional("Deny", operator, "k", "\"a\""));
    assertThat(decide(request, deny).verdict()).isEqualTo(denied);
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
