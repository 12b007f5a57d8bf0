package dev.stsbroker.policy.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.difference.PolicyDifference.Width;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Narrower is only what is certainly so; all else may be wider. */
class PolicyDifferenceTest {
  /** Statements: Effect Action Resource, further parts as {@code operator(key=value)}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Allow oss:Get* b/*                     | Allow oss:Get* b/*                          | SAME
          Allow oss:GetObject,oss:PutObject b/*  | Allow oss:putobject b/*; Allow oss:getobject b/* | SAME
          Allow oss:Get* b/*                     | Allow oss:GetObject b/*                     | NARROWER
          Allow oss:Get* b/*                     | Allow oss:Get* b/a/*                        | NARROWER
          Allow oss:* *                          | Allow oss:PutObject b/*                     | NARROWER
          Allow oss:GetObject b/*                | Allow oss:Get* b/*                          | MAY_BE_WIDER
          Allow oss:Get* b/*                     | Allow oss:Get* c/*                          | MAY_BE_WIDER
          Allow oss:Get? b/*                     | Allow oss:Get* b/*                          | MAY_BE_WIDER
          Allow oss:Get* b/a                     | Allow oss:Get* b/?                          | MAY_BE_WIDER
          Allow oss:Get* b/*                     | Allow oss:Get* b/*; Allow oss:Put* b/*      | MAY_BE_WIDER
          Allow oss:Get* b/*; Allow oss:Put* b/* | Allow oss:Get* b/*                          | NARROWER
          Allow oss:Get* b/*                     | Allow oss:Get* b/*; Deny oss:* c/*          | SAME
          Allow oss:* b/*                        | Allow oss:* b/*; Deny oss:Put* b/*          | NARROWER
          Allow oss:* b/*; Deny oss:Put* b/*     | Allow oss:* b/*                             | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:Put* b/*     | Allow oss:* b/*; Deny oss:PutObject b/*     | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:Put* b/*     | Allow oss:* b/*; Deny oss:Put*,oss:Del* b/* | NARROWER
          Allow oss:* b/*; Deny oss:* b/x/*      | Allow oss:* b/y/*                           | NARROWER
          Allow oss:* b/*; Deny oss:* b/x/*      | Allow oss:* b/x/y                           | MAY_BE_WIDER
          Allow oss:Get* b/*                     | Allow oss:Get* b/* Bool(k=true)             | NARROWER
          Allow oss:Get* b/* Bool(k=true)        | Allow oss:Get* b/*                          | MAY_BE_WIDER
          Allow oss:Get* b/* StringLike(k=x,y)   | Allow oss:Get* b/* StringLike(k=x)          | NARROWER
          Allow oss:Get* b/* StringLike(k=x)     | Allow oss:Get* b/* StringLike(k=x,y)        | MAY_BE_WIDER
          Allow oss:Get* b/* StringNotLike(k=x,y) | Allow oss:Get* b/* StringNotLike(k=x)      | MAY_BE_WIDER
          Allow oss:Get* b/* StringNotLike(k=x)  | Allow oss:Get* b/* StringNotLike(k=x,y)     | NARROWER
          Allow oss:Get* b/* StringLike(k=x/*)   | Allow oss:Get* b/* StringLike(k=x/y/*)      | NARROWER
          Allow oss:Get* b/* StringLike(k=x/y)   | Allow oss:Get* b/* StringLike(k=x/*)        | MAY_BE_WIDER
          Allow oss:Get* b/* StringNotLike(k=x/*) | Allow oss:Get* b/* StringNotLike(k=x/y)    | MAY_BE_WIDER
          Allow oss:Get* b/* StringEquals(k=x/*) | Allow oss:Get* b/* StringEquals(k=x/y)      | MAY_BE_WIDER
          Allow oss:* b/* IpAddress(k=10.0.0.0/8) | Allow oss:* b/* IpAddress(k=10.1.0.0/16) | NARROWER
          Allow oss:* b/* IpAddress(k=10.1.0.0/16) | Allow oss:* b/* IpAddress(k=10.0.0.0/8) | MAY_BE_WIDER
          Allow oss:* b/* IpAddress(k=10.0.0.0/8,2001:db8::/32) | Allow oss:* b/* IpAddress(k=2001:db8:1::/48,10.1.2.3) | NARROWER
          Allow oss:* b/* IpAddress(k=10.9.9.9/8) | Allow oss:* b/* IpAddress(k=10.0.0.0/8) | SAME
          Allow oss:* b/* NotIpAddress(k=10.1.0.0/16) | Allow oss:* b/* NotIpAddress(k=10.0.0.0/8) | NARROWER
          Allow oss:* b/* NotIpAddress(k=10.0.0.0/8) | Allow oss:* b/* NotIpAddress(k=10.1.0.0/16) | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:* b/* IpAddress(k=10.0.0.0/8) | Allow oss:* b/*; Deny oss:* b/* IpAddress(k=10.1.0.0/16) | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:* b/* IpAddress(k=10.1.0.0/16) | Allow oss:* b/*; Deny oss:* b/* IpAddress(k=10.0.0.0/8) | NARROWER
          Allow oss:* b/* IpAddress(k=10.0.0.0/8) | Allow oss:* b/* IpAddress(k=nonsense)  | MAY_BE_WIDER
          Allow oss:* b/* DateLessThan(k=2027-01-01T00:00:00Z) | Allow oss:* b/* DateLessThan(k=2026-01-01T00:00:00Z) | NARROWER
          Allow oss:* b/* DateLessThan(k=2026-01-01T00:00:00Z) | Allow oss:* b/* DateLessThan(k=2027-01-01T00:00:00Z) | MAY_BE_WIDER
          Allow oss:* b/* DateGreaterThan(k=2026-01-01T00:00:00Z) | Allow oss:* b/* DateGreaterThan(k=2027-01-01T00:00:00Z) | NARROWER
          Allow oss:* b/* DateLessThan(k=2026-01-01T00:00:00Z) | Allow oss:* b/* DateLessThan(k=2026-01-01T08:00:00+08:00) | SAME
          Allow oss:* b/*; Deny oss:* b/* DateLessThan(k=2026-01-01T00:00:00Z) | Allow oss:* b/*; Deny oss:* b/* DateLessThan(k=2027-01-01T00:00:00Z) | NARROWER
          Allow oss:* b/* NumericLessThan(k=10)  | Allow oss:* b/* NumericLessThan(k=9.5)      | NARROWER
          Allow oss:* b/* NumericLessThan(k=9)   | Allow oss:* b/* NumericLessThan(k=10)       | MAY_BE_WIDER
          Allow oss:* b/* NumericLessThanEquals(k=10) | Allow oss:* b/* NumericLessThan(k=10)  | NARROWER
          Allow oss:* b/* NumericLessThan(k=10)  | Allow oss:* b/* NumericLessThanEquals(k=10) | MAY_BE_WIDER
          Allow oss:* b/* NumericGreaterThan(k=1) | Allow oss:* b/* NumericEquals(k=2,3)       | NARROWER
          Allow oss:* b/* NumericGreaterThan(k=2) | Allow oss:* b/* NumericEquals(k=2,3)       | MAY_BE_WIDER
          Allow oss:* b/* NumericEquals(k=2)     | Allow oss:* b/* NumericEquals(k=2.0)        | SAME
          Allow oss:* b/* NumericNotEquals(k=2)  | Allow oss:* b/* NumericNotEquals(k=2,3)     | NARROWER
          Allow oss:* b/* NumericLessThan(k=10)  | Allow oss:* b/* NumericGreaterThan(k=1)     | MAY_BE_WIDER
          Allow oss:* b/* NumericLessThan(k=10)  | Allow oss:* b/* DateLessThan(k=9)           | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:* b/* NumericLessThan(k=9) | Allow oss:* b/*; Deny oss:* b/* NumericLessThan(k=10) | NARROWER
          Allow oss:* b/* StringLike(k=x*)       | Allow oss:* b/* StringEquals(k=xy)          | NARROWER
          Allow oss:* b/* StringEquals(k=x*)     | Allow oss:* b/* StringLike(k=x*)            | MAY_BE_WIDER
          Allow oss:* b/* StringEqualsIgnoreCase(k=X) | Allow oss:* b/* StringEquals(k=x)      | NARROWER
          Allow oss:* b/* StringEqualsIgnoreCase(k=X) | Allow oss:* b/* StringEqualsIgnoreCase(k=x) | SAME
          Allow oss:* b/* Bool(k=true)           | Allow oss:* b/* Bool(k=True)                | SAME
          Allow oss:* b/* StringLike(k=x)        | Allow oss:* b/* StringNotLike(k=y)          | MAY_BE_WIDER
          Allow oss:Get* b/* Strange(k=x,y)      | Allow oss:Get* b/* Strange(k=x)             | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:Put* b/* Bool(k=true) | Allow oss:* b/*; Deny oss:Put* b/* | NARROWER
          Allow oss:* b/*; Deny oss:Put* b/*     | Allow oss:* b/*; Deny oss:Put* b/* Bool(k=true) | MAY_BE_WIDER
          Allow !oss:Put* b/*                    | Allow !oss:Put*,oss:Del* b/*                | NARROWER
          Allow !oss:Put*,oss:Del* b/*           | Allow !oss:Put* b/*                         | MAY_BE_WIDER
          Allow !oss:Put* b/*                    | Allow oss:Get* b/*                          | NARROWER
          Allow !oss:Put* b/*                    | Allow oss:P* b/*                            | MAY_BE_WIDER
          Allow * b/*                            | Allow !oss:Put* b/*                         | NARROWER
          Allow oss:* b/*                        | Allow !oss:Put* b/*                         | MAY_BE_WIDER
          Allow oss:Get* b/*                     | Deny oss:Get* b/*                           | NARROWER
          """)
  void width_isAsWritten(String before, String after, Width width) {
    PolicyDifference difference = PolicyDifference.between(document(before), document(after));
    assertThat(difference.width()).isEqualTo(width);
    assertThat(difference.reason() != null).isEqualTo(width == Width.MAY_BE_WIDER);
    assertThat(PolicyDifference.between(document(before), document(before)).width())
        .isEqualTo(Width.SAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Allow oss:Get* b/*                  | Allow oss:Get* b/*; Allow oss:Put* b/*  | Statement[1] (oss:Put*)
          Allow oss:* b/*; Deny oss:Put* b/*  | Allow oss:* b/*                         | Statement[1] (oss:Put*) denied before
          Allow oss:* b/*                     | Allow !oss:Put* b/*                     | Statement[0] (NotAction)
          """)
  void reason_namesTheStatement_andNoResource(String before, String after, String reason) {
    assertThat(PolicyDifference.between(document(before), document(after)).reason())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Allow oss:Get*,oss:Put* b/*            | Allow oss:put*,oss:get* b/*             | SAME
          Allow oss:Get* b/*; Allow oss:Put* b/* | Allow oss:Put* b/*                      | NARROWER
          Allow oss:Get* b/*                     | Allow oss:Get* b/*; Deny oss:* c/*      | NARROWER
          Allow oss:Get* b/*                     | Allow oss:GetObject b/*                 | MAY_BE_WIDER
          Allow oss:* b/*; Deny oss:Put* b/*     | Allow oss:* b/*                         | MAY_BE_WIDER
          """)
  void digests_tellLess_andNeverMore(String before, String after, Width width) {
    PolicyDigest was = PolicyDigest.of(document(before));
    PolicyDigest is = PolicyDigest.of(document(after));
    assertThat(PolicyDigest.between(was, is).width()).isEqualTo(width);
    assertThat(was.toString() + is).doesNotContain("b/", "Get", "Put");
  }

  @Property(tries = 3000)
  void nothingIsAllowed_thatWasNot_unlessItMayBeWider(
      @ForAll("documents") String before,
      @ForAll("documents") String after,
      @ForAll("requests") AccessRequest request) {
    PolicyDocument was = document(before);
    PolicyDocument is = document(after);
    boolean narrower = PolicyDifference.between(was, is).width() != Width.MAY_BE_WIDER;
    boolean told =
        PolicyDigest.between(PolicyDigest.of(was), PolicyDigest.of(is)).width()
            != Width.MAY_BE_WIDER;
    if (narrower || told) {
      Verdict first = Evaluator.decide(List.of(was), request).verdict();
      Verdict then = Evaluator.decide(List.of(is), request).verdict();
      assertThat(then == Verdict.ALLOWED && first != Verdict.ALLOWED)
          .as("%s, then %s", first, then)
          .isFalse();
      assertThat(then == Verdict.UNDECIDED && denied(first))
          .as("%s, then %s", first, then)
          .isFalse();
    }
  }

  private static boolean denied(Verdict verdict) {
    return verdict == Verdict.NOT_ALLOWED || verdict == Verdict.EXPLICITLY_DENIED;
  }

  @Provide
  Arbitrary<String> documents() {
    return Combinators.combine(
            Arbitraries.of("Allow", "Allow", "Deny"),
            Arbitraries.of("*", "oss:*", "oss:Get*", "oss:Put*", "oss:GetObject", "oss:Get?bject"),
            Arbitraries.of("", "", "", "!"),
            Arbitraries.of("*", "b/*", "b/x", "b/?", "c/*"),
            Arbitraries.of(
                "",
                "",
                " Bool(k=true)",
                " StringLike(k=x)",
                " StringLike(k=x*)",
                " StringNotLike(k=x,y)",
                " StringNotLike(k=*)",
                " StringEquals(k=x)",
                " StringEqualsIgnoreCase(k=X)",
                " IpAddress(k=10.0.0.0/8)",
                " IpAddress(k=10.1.0.0/16,nonsense)",
                " NotIpAddress(k=10.1.0.0/16)",
                " NotIpAddress(k=10.0.0.0/8,1.2.3.4)",
                " NumericLessThan(k=10)",
                " NumericLessThanEquals(k=9)",
                " NumericGreaterThan(k=9)",
                " NumericEquals(k=9,11)",
                " NumericNotEquals(k=9)",
                " DateLessThan(k=2027-01-01T00:00:00Z)",
                " DateGreaterThanEquals(k=2026-01-01T00:00:00Z)",
                " DateEquals(k=2026-06-01T00:00:00Z)"))
        .as(
            (effect, action, not, resource, condition) ->
                effect + " " + not + action + " " + resource + condition)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(all -> String.join("; ", all));
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    return Combinators.combine(
            Arbitraries.of("oss:GetObject", "oss:PutObject", "oss:Get*", "ots:GetRow"),
            Arbitraries.of("b/x", "b/xy", "c/x", "b/*"),
            Arbitraries.<Map<String, List<String>>>of(
                Map.of(),
                Map.of("k", List.of()),
                Map.of("k", List.of("x")),
                Map.of("k", List.of("xy")),
                Map.of("k", List.of("true")),
                Map.of("k", List.of("10.1.2.3")),
                Map.of("k", List.of("10.2.2.3", "9")),
                Map.of("k", List.of("9")),
                Map.of("k", List.of("10")),
                Map.of("k", List.of("2026-06-01T00:00:00Z"))))
        .as(
            (action, name, context) ->
                new AccessRequest(action, "acs:oss:oss-cn-hangzhou:1:" + name, context));
  }

  private static PolicyDocument document(String statements) {
    return PolicyDocument.parse(
        List.of(statements.split("; ")).stream()
            .map(PolicyDifferenceTest::statement)
            .collect(Collectors.joining(",", "{\"Version\":\"1\",\"Statement\":[", "]}")));
  }

  private static String statement(String text) {
    String[] parts = text.strip().split(" ", -1);
    boolean not = parts[1].startsWith("!");
    String resource = parts[2].equals("*") ? "*" : "acs:oss:*:*:" + parts[2];
    String condition = "";
    if (parts.length > 3) {
      String[] words = parts[3].split("[(=)]", -1);
      condition =
          ",\"Condition\":{\"%s\":{\"%s\":%s}}".formatted(words[0], words[1], list(words[2]));
    }
    return "{\"Effect\":\"%s\",\"%s\":%s,\"Resource\":\"%s\"%s}"
        .formatted(
            parts[0],
            not ? "NotAction" : "Action",
            list(not ? parts[1].substring(1) : parts[1]),
            resource,
            condition);
  }

  private static String list(String words) {
    return List.of(words.split(",")).stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
