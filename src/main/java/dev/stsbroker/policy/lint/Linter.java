package dev.stsbroker.policy.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.policy.AccessGrammar;
import dev.stsbroker.policy.DocumentGrammar;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import dev.stsbroker.policy.trust.TrustPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is wrong with a policy, or was probably not meant. Checks the document alone, never
 * the account: it does not know whether a bucket exists.
 */
public final class Linter {
  /** Above this a session policy has little room left: the limit was 1024 until STS raised it. */
  private static final int LARGE_BYTES = 1024;

  private Linter() {}

  /**
   * Everything there is to say about a session policy: what the grammar refuses first, as {@link
   * PolicyDocument#parse} words it, then the rest in the order of the text. Empty if it is clean.
   */
  public static List<PolicyFinding> lint(String json) {
    Problems problems = new Problems();
    JsonNode root;
    try {
      root = JsonReader.read(json, problems);
    } catch (PolicyException e) {
      return broken(json, e);
    }
    if (!(root instanceof JsonNode.Tree)) {
      return broken(json, refusal(root, problems));
    }
    List<PolicyFinding> findings = new ArrayList<>(grammar(root, problems));
    findings.addAll(rules(root));
    return List.copyOf(findings);
  }

  /** What the grammar refuses in a role's trust policy; empty if it is clean. */
  public static List<PolicyFinding> lintTrust(String json) {
    try {
      TrustPolicy.parse(json);
      return List.of();
    } catch (PolicyException e) {
      return JsonReader.readable(json) ? findings(e) : broken(json, e);
    }
  }

  private static List<PolicyFinding> grammar(JsonNode root, Problems problems) {
    try {
      PolicyDocument.read(root, problems);
      return List.of();
    } catch (PolicyException e) {
      return findings(e);
    }
  }

  private static PolicyException refusal(JsonNode root, Problems problems) {
    new Cursor("", root, problems).expected("an object with Version and Statement");
    return problems.exception();
  }

  private static List<PolicyFinding> broken(String text, PolicyException e) {
    List<PolicyFinding> findings = new ArrayList<>(findings(e));
    BrokenText.check(text).stream()
        .filter(one -> findings.stream().noneMatch(said -> repeats(one, said)))
        .forEach(findings::add);
    return List.copyOf(findings);
  }

  private static boolean repeats(PolicyFinding one, PolicyFinding said) {
    return one.line() == said.line() && said.problem().sentence().text().equals(one.message());
  }

  private static List<PolicyFinding> findings(PolicyException e) {
    return e.problems().stream().map(one -> new PolicyFinding(Severity.ERROR, one)).toList();
  }

  private static List<PolicyFinding> rules(JsonNode root) {
    Findings findings = new Findings();
    checkSize(root, findings);
    checkUndocumented(root, findings);
    List<LintedStatement> statements = LintedStatement.of(root);
    for (LintedStatement statement : statements) {
      ActionRules.check(statement, findings);
      ResourceRules.check(statement, findings);
      ReachRules.check(statement, findings);
      BreadthRules.check(statement, findings);
      ConditionRules.check(statement, findings);
    }
    ShadowRules.check(statements, findings);
    return findings.inOrder();
  }

  /** What RAM's documentation does not have, and may take or not. */
  private static void checkUndocumented(JsonNode root, Findings findings) {
    Cursor document = new Cursor("", root, new Problems());
    document
        .members()
        .forEach(
            (name, value) -> {
              if (name.equals("Version") && DocumentGrammar.isNumber(value)) {
                findings.warning(
                    document.member(name, value),
                    "1: a number, of which it is not known whether RAM takes it; the broker sends"
                        + " \"1\" (expected: \"1\")");
              }
            });
    for (LintedStatement statement : LintedStatement.of(root)) {
      JsonNode sid = statement.cursor().members().get(AccessGrammar.SID);
      if (sid != null) {
        findings.warning(
            statement.cursor().member(AccessGrammar.SID, sid),
            "RAM documents no Sid, and it is not known whether STS takes it (expected: none)");
      }
    }
  }

  private static void checkSize(JsonNode root, Findings findings) {
    int size = root.canonical().getBytes(UTF_8).length;
    Cursor document = new Cursor("", root, new Problems());
    if (size > SessionPolicy.MAX_BYTES) {
      findings.error(document, size + " bytes minified (expected: at most 2048, STS's limit)");
    } else if (size > LARGE_BYTES) {
      findings.warning(
          document, size + " bytes minified (expected: at most 1024; 2048 is the limit)");
    }
  }
}
