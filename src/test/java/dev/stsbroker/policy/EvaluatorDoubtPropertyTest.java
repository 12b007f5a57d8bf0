package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.match.Operator;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any document and any request of which some things are not known: the answer holds for everything
 * the request could be. What a request that is known whole gets is worked out here a second way.
 */
class EvaluatorDoubtPropertyTest {
  private static final int COMPLETIONS = 16;

  /** Values that policies and requests have of each kind of key, whose name it is. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "String", List.of("a", "A", "ab", "b"),
          "Numeric", List.of("1", "2", "2.0", "10"),
          "Date",
              List.of("2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2027-01-01T00:00:00Z"),
          "Bool", List.of("true", "false", "TRUE"),
          "Ip", List.of("10.0.0.1", "10.1.0.1", "192.168.0.1"));

  private static final List<String> REGIONS = List.of("oss-cn-hangzhou", "oss-cn-beijing");
  private static final List<String> ACCOUNTS = List.of("1", "2");
  private static final List<String> NAMES = List.of("b", "b/x", "b/s/x", "c/x");
  private static final List<String> ACTIONS =
      List.of("oss:GetObject", "oss:GetBucketAcl", "oss:Put");

  /** A condition, with what it means. */
  private record Test(String operator, String key, List<String> values) {
    String json() {
      String list =
          values.stream().map(JsonNode::quoted).collect(Collectors.joining(",", "[", "]"));
      return "{\"%s\":{\"%s\":%s}}".formatted(operator, key, list);
    }

    boolean holds(List<String> actual) {
      boolean negated = operator.contains("Not");
      boolean any =
          actual.stream()
              .anyMatch(one -> values.stream().anyMatch(value -> meaning().test(value, one)));
      return any != negated;
    }

    private BiPredicate<String, String> meaning() {
      String plain = operator.replace("Not", "");
      return switch (key) {
        case "String" ->
            plain.equals("StringLike")
                ? (value, one) -> like(value, one)
                : plain.endsWith("IgnoreCase") ? String::equalsIgnoreCase : String::equals;
        case "Bool" -> String::equalsIgnoreCase;
        case "Ip" ->
            (value, one) -> value.endsWith("/8") ? one.startsWith("10.") : one.equals(value);
        case "Date" -> (value, one) -> ordered(plain, instant(one).compareTo(instant(value)));
        default ->
            (value, one) ->
                ordered(plain, Double.compare(Double.parseDouble(one), Double.parseDouble(value)));
      };
    }

    private static Instant instant(String text) {
      return OffsetDateTime.parse(text).toInstant();
    }

    private static boolean ordered(String operator, int order) {
      return switch (operator.replace("Numeric", "").replace("Date", "")) {
        case "Equals" -> order == 0;
        case "LessThan" -> order < 0;
        case "LessThanEquals" -> order <= 0;
        case "GreaterThan" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  /** A statement, with what it means. */
  private record Rule(
      String effect, String action, boolean not, String resource, List<Test> tests) {
    String json() {
      Map<String, List<Test>> byOperator =
          tests.stream().collect(Collectors.groupingBy(Test::operator));
      String conditions =
          byOperator.values().stream()
              .map(same -> same.get(0).json())
              .map(json -> json.substring(1, json.length() - 1))
              .collect(Collectors.joining(",", "{", "}"));
      return "{\"Effect\":\"%s\",\"%s\":\"%s\",\"Resource\":\"%s\",\"Condition\":%s}"
          .formatted(effect, not ? "NotAction" : "Action", action, resource, conditions);
    }

    boolean matches(AccessRequest request) {
      return like(action.toLowerCase(Locale.ROOT), request.action().toLowerCase(Locale.ROOT)) != not
          && like(resource, request.resource())
          && tests.stream()
              .allMatch(
                  one -> one.holds(request.context().values().getOrDefault(one.key(), List.of())));
    }
  }

  private static boolean like(String pattern, String text) {
    String regex =
        pattern.replaceAll("[^*?]+", "\\\\Q$0\\\\E").replace("*", ".*").replace("?", ".");
    return text.matches(regex);
  }

  private static boolean allowed(List<List<Rule>> layers, AccessRequest request) {
    return layers.stream()
        .allMatch(
            layer ->
                layer.stream().anyMatch(one -> one.effect().equals("Allow") && one.matches(request))
                    && layer.stream()
                        .noneMatch(one -> one.effect().equals("Deny") && one.matches(request)));
  }

  @Property(tries = 200)
  void decide_holdsForEverythingTheRequestCouldBe(
      @ForAll("layers") List<List<Rule>> layers,
      @ForAll("requests") AccessRequest asked,
      @ForAll Random random) {
    List<PolicyDocument> documents = layers.stream().map(this::document).toList();
    Decision decision = Evaluator.decide(documents, asked);
    for (int i = 0; i < COMPLETIONS; i++) {
      AccessRequest whole = completed(asked, random);
      Verdict certain = Evaluator.decide(documents, whole).verdict();
      Decision.Doubt doubt = decision.doubt();
      if (certain == Verdict.UNDECIDED) {
        assertThat(doubt).as("a key is absent, and of such RAM's rule is not known").isNotNull();
        continue;
      }
      boolean allowed = allowed(layers, whole);
      assertThat(certain == Verdict.ALLOWED).as("%s", whole).isEqualTo(allowed);
      if (doubt == null) {
        assertThat(decision.verdict() == Verdict.ALLOWED).as("%s", whole).isEqualTo(allowed);
      } else {
        assertThat(doubt.allowed().verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(doubt.denied().verdict()).isNotEqualTo(Verdict.ALLOWED);
        AccessRequest resolved = resolved(asked, doubt.fields(), whole);
        assertThat(Evaluator.decide(documents, resolved).verdict())
            .as("with all it depends on: %s", resolved)
            .isEqualTo(certain);
      }
    }
  }

  /** The request with those fields of the whole one that it depends on. */
  private static AccessRequest resolved(
      AccessRequest asked, List<String> fields, AccessRequest whole) {
    String[] arn = asked.resource().split(":", 5);
    String[] known = whole.resource().split(":", 5);
    List<String> places = List.of("", "", "region", "account", "resource");
    for (int i = 2; i < arn.length; i++) {
      arn[i] = fields.contains(places.get(i)) ? known[i] : arn[i];
    }
    Map<String, List<String>> context = new HashMap<>(asked.context().values());
    whole
        .context()
        .values()
        .forEach(
            (key, values) -> {
              if (fields.contains(key)) {
                context.put(key, values);
              }
            });
    String action = fields.contains("action") ? whole.action() : asked.action();
    return new AccessRequest(action, String.join(":", arn), context);
  }

  private PolicyDocument document(List<Rule> rules) {
    String statements = rules.stream().map(Rule::json).collect(Collectors.joining(","));
    return PolicyDocument.parse("{\"Version\":\"1\",\"Statement\":[" + statements + "]}");
  }

  /** The request with what is not known filled in. */
  private static AccessRequest completed(AccessRequest asked, Random random) {
    String[] arn = asked.resource().split(":", 5);
    List<List<String>> places = List.of(List.of(), List.of(), REGIONS, ACCOUNTS, NAMES);
    for (int i = 2; i < arn.length; i++) {
      arn[i] = picked(places.get(i), arn[i], random);
    }
    Map<String, List<String>> context = new HashMap<>(asked.context().values());
    VALUES.forEach(
        (key, values) -> {
          List<String> given = new ArrayList<>();
          for (int i = random.nextInt(3); i > 0; i--) {
            given.add(pick(values, random));
          }
          context.putIfAbsent(key, given);
        });
    String action = picked(ACTIONS, asked.action(), random);
    return new AccessRequest(action, String.join(":", arn), context);
  }

  private static String picked(List<String> from, String pattern, Random random) {
    return pattern.contains("*")
        ? pick(from.stream().filter(one -> like(pattern, one)).toList(), random)
        : pattern;
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  @Provide
  Arbitrary<List<List<Rule>>> layers() {
    return rules().list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(2);
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    Arbitrary<String> regions = Arbitraries.of("*", "oss-cn-hangzhou", "oss-cn-beijing");
    Arbitrary<String> accounts = Arbitraries.of("*", "1", "2");
    Arbitrary<String> names = Arbitraries.of("*", "b/*", "b", "b/x", "b/s/x", "c/x");
    Arbitrary<String> resources =
        Combinators.combine(regions, accounts, names)
            .as((region, account, name) -> "acs:oss:%s:%s:%s".formatted(region, account, name));
    Arbitrary<String> actions = Arbitraries.of("oss:GetObject", "oss:GetBucketAcl", "oss:Get*");
    return Combinators.combine(actions, resources, contexts()).as(AccessRequest::new);
  }

  private static Arbitrary<Map<String, List<String>>> contexts() {
    return Arbitraries.subsetOf(VALUES.keySet())
        .flatMap(
            keys -> {
              Map<String, Arbitrary<List<String>>> chosen = new HashMap<>();
              keys.forEach(
                  key ->
                      chosen.put(
                          key,
                          Arbitraries.of(VALUES.getOrDefault(key, List.of())).list().ofMaxSize(2)));
              return Combinators.combine(List.copyOf(chosen.values()))
                  .as(
                      values -> {
                        Map<String, List<String>> context = new HashMap<>();
                        int next = 0;
                        for (String key : chosen.keySet()) {
                          context.put(key, values.get(next++));
                        }
                        return context;
                      });
            });
  }

  private static Arbitrary<Rule> rules() {
    return Combinators.combine(
            Arbitraries.of("Allow", "Allow", "Deny"),
            Arbitraries.of("*", "oss:Get*", "oss:getobject", "oss:GetBucketAc?", "oss:Put*"),
            Arbitraries.of(false, false, false, true),
            Arbitraries.of(
                "*",
                "acs:oss:*",
                "acs:oss:*:*:*",
                "acs:oss:*:*:b/*",
                "acs:oss:*:1:b/*",
                "acs:oss:oss-cn-hangzhou:*:b/*",
                "acs:oss:oss-cn-*:?:b/s/*",
                "acs:oss:oss-cn-beijing:2:?"),
            tests().list().ofMaxSize(2))
        .as(Rule::new)
        .map(EvaluatorDoubtPropertyTest::oncePerOperator);
  }

  /** A JSON object has each operator once. */
  private static Rule oncePerOperator(Rule rule) {
    List<Test> tests = new ArrayList<>();
    for (Test test : rule.tests()) {
      if (tests.stream().noneMatch(one -> one.operator().equals(test.operator()))) {
        tests.add(test);
      }
    }
    return new Rule(rule.effect(), rule.action(), rule.not(), rule.resource(), tests);
  }

  private static Arbitrary<Test> tests() {
    return Arbitraries.of(Operator.names())
        .flatMap(
            operator -> {
              String kind =
                  VALUES.keySet().stream().filter(operator::contains).findFirst().orElseThrow();
              Arbitrary<List<String>> values =
                  Arbitraries.of(wanted(operator, kind)).list().ofMinSize(1).ofMaxSize(2);
              return values.map(list -> new Test(operator, kind, list));
            });
  }

  private static List<String> wanted(String operator, String kind) {
    List<String> values = new ArrayList<>(VALUES.getOrDefault(kind, List.of()));
    if (operator.endsWith("Like")) {
      values.addAll(List.of("a*", "?", "*", "*b"));
    }
    if (kind.equals("Ip")) {
      values.add("10.0.0.0/8");
    }
    return values;
  }
}
