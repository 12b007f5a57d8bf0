package dev.stsbroker.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.json.Bundled;
import dev.stsbroker.policy.trust.TrustDocument;
import dev.stsbroker.policy.trust.TrustGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The linter on documents people really write, word for word. */
class LintCorpusTest {
  private static final int LEAST_DOCUMENTS = 40;
  private static final String SAYS = "=> ";

  private record Entry(String title, String document, List<String> findings) {
    static Entry read(String text) {
      List<String> lines = text.lines().toList();
      return new Entry(
          lines.get(0),
          lines.stream()
              .skip(1)
              .filter(line -> !line.startsWith(SAYS.strip()))
              .collect(Collectors.joining("\n")),
          lines.stream()
              .filter(line -> line.startsWith(SAYS))
              .map(line -> line.substring(SAYS.length()))
              .toList());
    }
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    String[] parts = Bundled.text(LintCorpusTest.class, "lint-corpus.txt").split("(?m)^== ", -1);
    for (int i = 1; i < parts.length; i++) {
      entries.add(Entry.read(parts[i]));
    }
    return entries;
  }

  private static List<String> said(Entry entry) {
    return Linter.lint(entry.document()).stream().map(PolicyFinding::toString).toList();
  }

  @TestFactory
  Stream<DynamicTest> lint_saysWhatTheCorpusHas_andNothingElse() {
    return entries().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.title(), () -> assertThat(said(entry)).isEqualTo(entry.findings())));
  }

  @Test
  void lint_printsWhatItSays_toEachDocument() {
    for (Entry entry : entries()) {
      System.out.println("== " + entry.title());
      said(entry).forEach(finding -> System.out.println("   " + finding));
    }
    assertThat(entries()).hasSizeGreaterThanOrEqualTo(LEAST_DOCUMENTS);
    assertThat(entries().stream().map(Entry::title)).doesNotHaveDuplicates();
  }

  @Test
  void lint_isDoneSoon_whateverTheText() {
    String deep = "[".repeat(60_000);
    String quotes = "\"".repeat(60_001);
    String blanks = "\"oss:" + " ".repeat(60_000) + "x";
    assertThat(List.of(deep, quotes, blanks)).allMatch(text -> !Linter.lint(text).isEmpty());
  }

  @Test
  void lint_quotesNoSecrets_fromAFileThatIsNoPolicy() {
    String keys = "accessKeyId: LTAI1\nsecret: \"planted-secret\"\n\"ak:planted-secret\"\n";
    assertThat(Linter.lint(keys)).noneMatch(finding -> finding.message().contains("planted"));
  }

  @Test
  void lintTrust_isEmpty_forAGoodTrustPolicy_andPreciseForABadOne() {
    String good = TrustDocument.write(List.of(TrustGrant.service("odps.aliyuncs.com")));
    assertThat(Linter.lintTrust(good)).isEmpty();
    assertThat(Linter.lintTrust(good.replace("sts:AssumeRole", "STS: apererole ")))
        .extracting(PolicyFinding::toString)
        .containsExactly(
            "error: Statement[0].Action (line 4): \"STS: apererole \" (expected: sts:AssumeRole)");
    assertThat(Linter.lintTrust("\"Statement \":[")).hasSizeGreaterThan(1);
  }
}
