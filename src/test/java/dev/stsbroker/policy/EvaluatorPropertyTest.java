package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EvaluatorPropertyTest {
  @Property
  void decide_denies_whenAnyLayerDeniesEverything(
      @ForAll("statements") List<String> first,
      @ForAll("statements") List<String> second,
      @ForAll("requests") AccessRequest request) {
    String deny = "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}";
    assertThat(verdict(request, List.of(first, with(second, deny))))
        .isEqualTo(Verdict.EXPLICITLY_DENIED);
    assertThat(verdict(request, List.of(with(first, deny), second)))
        .isEqualTo(Verdict.EXPLICITLY_DENIED);
  }

  @Property
  void decide_keepsRights_whenAnAllowIsAdded(
      @ForAll("statements") List<String> statements,
      @ForAll("allows") String added,
      @ForAll("requests") AccessRequest request) {
    if (verdict(request, List.of(statements)) == Verdict.ALLOWED) {
      assertThat(verdict(request, List.of(with(statements, added)))).isEqualTo(Verdict.ALLOWED);
    }
  }

  @Property
  void decide_neverExceedsALayer_whenLayersMeet(
      @ForAll("statements") List<String> role,
      @ForAll("statements") List<String> session,
      @ForAll("requests") AccessRequest request) {
    boolean both =
        verdict(request, List.of(role)) == Verdict.ALLOWED
            && verdict(request, List.of(session)) == Verdict.ALLOWED;
    assertThat(verdict(request, List.of(role, session)) == Verdict.ALLOWED).isEqualTo(both);
  }

  @Provide
  Arbitrary<List<String>> statements() {
    return Combinators.combine(Arbitraries.of("Allow", "Allow", "Deny"), bodies())
        .as(EvaluatorPropertyTest::statement)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> allows() {
    return bodies().map(body -> statement("Allow", body));
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    Arbitrary<String> actions = Arbitraries.of("oss:GetObject", "oss:PutObject", "oss:ListObjects");
    Arbitrary<String> resources =
        Arbitraries.of("acs:oss:*:1:b/x", "acs:oss:*:1:b", "acs:oss:*:1:c/y");
    Arbitrary<Map<String, List<String>>> contexts =
        Arbitraries.of(Map.of(), Map.of("k", List.of("v")), Map.of("k", List.of("w")));
    return Combinators.combine(actions, resources, contexts).as(AccessRequest::new);
  }

  private static Arbitrary<String> bodies() {
    return Combinators.combine(
            Arbitraries.of("*", "oss:Get*", "oss:*Object", "oss:ListObjects"),
            Arbitraries.of("*", "acs:oss:*:*:b/*", "acs:oss:*:*:b", "acs:oss:*:*:?/*"),
            Arbitraries.of(
                "{}",
                "{\"StringEquals\":{\"k\":\"v\"}}",
                "{\"StringNotLike\":{\"k\":\"v*\"}}",
                "{\"Mystery\":{\"k\":\"v\"}}"))
        .as(
            (action, resource, condition) ->
                "\"Action\":\"%s\",\"Resource\":\"%s\",\"Condition\":%s"
                    .formatted(action, resource, condition));
  }

  private static String statement(String effect, String body) {
    return "{\"Effect\":\"" + effect + "\"," + body + "}";
  }

  private static List<String> with(List<String> statements, String added) {
    List<String> all = new ArrayList<>(statements);
    all.add(added);
    return all;
  }

  private static Verdict verdict(AccessRequest request, List<List<String>> layers) {
    return Evaluator.decide(
            layers.stream()
                .map(layer -> layer.stream().collect(Collectors.joining(",")))
                .map(body -> "{\"Version\":\"1\",\"Statement\":[" + body + "]}")
                .map(PolicyDocument::parse)
                .toList(),
            request)
        .verdict();
  }
}
