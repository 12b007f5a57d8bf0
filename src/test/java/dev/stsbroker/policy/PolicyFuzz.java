package dev.stsbroker.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.parameter.ParameterException;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import dev.stsbroker.policy.preset.PolicyTemplate;
import dev.stsbroker.policy.trust.Principal;
import dev.stsbroker.policy.trust.TrustPolicy;
import dev.stsbroker.testing.Expect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any text as a session's or a role's policy: it is read the same again, its Deny statements deny,
 * and what is wrong with it is told in sentences.
 */
public final class PolicyFuzz {
  private static final PolicyDocument EVERYTHING =
      PolicyDocument.parse(
          """
          {"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");

  private static final List<Principal> CALLERS =
      List.of(
          new Principal(Principal.Kind.RAM, "acs:ram::1234567890123456:user/alice"),
          new Principal(Principal.Kind.RAM, "acs:ram::1234567890123456:assumed-role/r/s"),
          new Principal(Principal.Kind.SERVICE, "ecs.aliyuncs.com"),
          new Principal(Principal.Kind.FEDERATED, "acs:ram::1234567890123456:saml-provider/p"));

  private PolicyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    accessPolicy(text);
    trustPolicy(text);
    template(text);
  }

  private static void accessPolicy(String text) {
    List<PolicyFinding> findings = Linter.lint(text);
    findings.forEach(finding -> Expect.sentence(finding.toString()));
    PolicyDocument document;
    try {
      document = PolicyDocument.parse(text);
    } catch (PolicyException e) {
      told(e);
      boolean error = findings.stream().anyMatch(one -> one.severity() == Severity.ERROR);
      Expect.that(error, "refused, and the linter finds no error");
      return;
    }
    PolicyDocument again = PolicyDocument.parse(document.minified());
    Expect.that(again.equals(document), "minified, it is another document");
    Expect.that(sorted(again).equals(sorted(document)), "minified, it says otherwise");
    Expect.that(PolicyDocument.parse(document.pretty()).equals(document), "pretty is another");
    denies(text, document);
  }

  /** Conditions hold or fail together: their order is of no account, and minified by name. */
  private static List<Statement> sorted(PolicyDocument document) {
    Comparator<Condition> byName =
        Comparator.comparing(Condition::operator).thenComparing(Condition::key);
    return document.statements().stream()
        .map(
            one ->
                new Statement(
                    one.effect(),
                    one.actions(),
                    one.notActions(),
                    one.resources(),
                    one.conditions().stream().sorted(byName).toList(),
                    one.sourcePath()))
        .toList();
  }

  private static void denies(String text, PolicyDocument document) {
    List<Statement> denying =
        document.statements().stream().filter(one -> one.effect() == Effect.DENY).toList();
    Expect.that(denying.size() == denyStatements(text), "a Deny was lost");
    for (Statement one : denying) {
      for (String action : one.conditions().isEmpty() ? one.actions() : List.<String>of()) {
        for (String resource : one.resources()) {
          denied(document, new AccessRequest(plain(action), arn(resource), Map.of()));
        }
      }
    }
    for (Statement one : document.statements()) {
      String action = one.actions().isEmpty() ? "oss:GetObject" : plain(one.actions().get(0));
      AccessRequest request = new AccessRequest(action, arn(one.resources().get(0)), context(one));
      Verdict alone = Evaluator.decide(List.of(document), request).verdict();
      Verdict layered = Evaluator.decide(List.of(EVERYTHING, document), request).verdict();
      Expect.that(alone == layered, "a layer that allows everything changes " + alone);
      Evaluator.trace(document, request);
    }
  }

  private static void denied(PolicyDocument document, AccessRequest request) {
    Verdict verdict = Evaluator.decide(List.of(EVERYTHING, document), request).verdict();
    Expect.that(verdict == Verdict.EXPLICITLY_DENIED, "a Deny does not deny: " + request);
  }

  /** Read by another parser. */
  private static long denyStatements(String text) {
    Object statement = new JsonObject(text).getValue("Statement");
    JsonArray all = statement instanceof JsonArray many ? many : new JsonArray().add(statement);
    return all.stream()
        .filter(one -> one instanceof JsonObject read && "Deny".equals(read.getValue("Effect")))
        .count();
  }

  /** Something that the pattern matches. */
  private static String plain(String pattern) {
    return pattern.replace("*", "").replace("?", "x");
  }

  private static String arn(String pattern) {
    return pattern.equals("*") ? "acs:oss:*:1:b/o" : plain(pattern);
  }

  private static Map<String, List<String>> context(Statement statement) {
    Map<String, List<String>> context = new HashMap<>();
    statement.conditions().forEach(one -> context.put(one.key(), new ArrayList<>(one.values())));
    return context;
  }

  private static void trustPolicy(String text) {
    boolean clean = Linter.lintTrust(text).isEmpty();
    try {
      TrustPolicy policy = TrustPolicy.parse(text);
      Expect.that(clean, "read, and the linter says no");
      CALLERS.forEach(one -> policy.trusts(one, Map.of("sts:ExternalId", List.of("x"))));
    } catch (PolicyException e) {
      told(e);
      Expect.that(!clean, "refused, and the linter is silent");
    }
  }

  private static void template(String text) {
    try {
      PolicyTemplate template = PolicyTemplate.of(text);
      template.warnings().forEach(Expect::sentence);
      SessionPolicy filled = template.fill(Map.of("job", "etl-42", "day", "7"));
      Expect.that(!filled.text().contains("${param.job}"), "a place was left");
    } catch (PolicyException e) {
      told(e);
    } catch (ParameterException e) {
      Expect.sentence(e.sentence());
    }
  }

  private static void told(PolicyException e) {
    Expect.that(!e.problems().isEmpty(), "refused without a reason");
    e.problems().forEach(problem -> Expect.sentence(problem.toString()));
  }
}
