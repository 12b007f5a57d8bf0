package dev.stsbroker.policy.preset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.Bundled;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import dev.stsbroker.policy.match.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every preset against a table of what it allows, and what it must not. */
class PresetCasesTest {
  private static final int LEAST_CASES = 10;

  /** A preset with values, and its lines of the table. */
  private record Group(String head, List<String> cases) {
    String preset() {
      return head.split(" ", 2)[0];
    }

    PolicyDocument document() {
      Map<String, String> values = new LinkedHashMap<>();
      for (String word : head.split(" ", -1)) {
        if (word.contains("=")) {
          values.put(word.split("=", 2)[0], word.split("=", 2)[1]);
        }
      }
      return Preset.named(preset()).orElseThrow().render(values);
    }
  }

  private static List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (String line : Bundled.text(PresetCasesTest.class, "preset-cases.txt").lines().toList()) {
      if (line.startsWith("+") || line.startsWith("-")) {
        groups.get(groups.size() - 1).cases().add(line);
      } else if (!line.startsWith("#")) {
        groups.add(new Group(line, new ArrayList<>()));
      }
    }
    return groups;
  }

  private static AccessRequest request(String line) {
    String[] words = line.split(" ", -1);
    String service = words[1].split(":", 2)[0];
    Map<String, List<String>> context = new TreeMap<>();
    if (words.length > 3) {
      String[] condition = words[3].split("=", 2);
      context.put(condition[0], List.of(condition[1]));
    }
    return new AccessRequest(words[1], "acs:" + service + ":*:1:" + words[2], context);
  }

  @TestFactory
  Stream<DynamicTest> preset_allowsWhatTheTableSays_only() {
    return groups().stream()
        .flatMap(
            group ->
                group.cases().stream()
                    .map(
                        line ->
                            DynamicTest.dynamicTest(
                                group.head() + " " + line, () -> check(group.document(), line))));
  }

  private static void check(PolicyDocument document, String line) {
    boolean allowed =
        Evaluator.decide(List.of(document), request(line)).verdict() == Verdict.ALLOWED;
    assertThat(allowed).isEqualTo(line.startsWith("+"));
  }

  @Test
  void preset_isLintedCleanAndFits_withEveryChoiceOfValues() {
    for (Group group : groups()) {
      PolicyDocument document = group.document();
      int size = SessionPolicy.of(document).sizeInBytes();
      List<PolicyFinding> findings = Linter.lint(document.pretty());
      System.out.printf("%4d bytes, %d findings: %s%n", size, findings.size(), group.head());
      assertThat(findings).noneMatch(finding -> finding.severity() == Severity.ERROR);
      assertThat(findings)
          .allMatch(
              finding ->
                  finding.message().contains("bytes minified")
                      || (!group.head().contains("bucket=")
                          && finding.message().contains("is all the account has")));
    }
  }

  @Test
  void preset_hasTenCases_atLeast() {
    Map<String, Integer> counts = new TreeMap<>();
    groups().forEach(group -> counts.merge(group.preset(), group.cases().size(), Integer::sum));
    assertThat(counts.keySet()).containsExactlyElementsOf(Preset.names());
    assertThat(counts.values()).allMatch(count -> count >= LEAST_CASES);
  }

  @Test
  void preset_saysWhy_forEveryActionAndNoOther() {
    for (String name : Preset.names()) {
      List<String> actions =
          groups().stream()
              .filter(group -> group.preset().equals(name))
              .flatMap(group -> group.document().statements().stream())
              .flatMap(statement -> statement.actions().stream())
              .distinct()
              .toList();
      var reasons = Preset.named(name).orElseThrow().reasons().keySet();
      assertThat(actions).allMatch(a -> reasons.stream().anyMatch(r -> Glob.matches(r, a)));
      assertThat(reasons).allMatch(r -> actions.stream().anyMatch(a -> Glob.matches(r, a)));
    }
  }

  @Test
  void dlfOssReadWrite_hasThe49DocumentedActions_andFitsWithLongValues() {
    Preset preset = Preset.named("dlf-oss-read-write").orElseThrow();
    PolicyDocument document =
        preset.render(Map.of("bucket", "b".repeat(63), "prefix", "warehouse/of/the/year/2026/"));
    assertThat(document.statements().get(0).actions()).hasSize(49).doesNotHaveDuplicates();
    assertThat(SessionPolicy.of(document).sizeInBytes()).isLessThan(SessionPolicy.MAX_BYTES);
  }
}
