package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the findings of the linter's rules. */
final class Findings {
  private final List<PolicyFinding> found = new ArrayList<>();

  void error(Cursor at, String message) {
    add(Severity.ERROR, at, Sentence.of(Kind.PLAIN, message));
  }

  void error(Cursor at, Sentence sentence) {
    add(Severity.ERROR, at, sentence);
  }

  void warning(Cursor at, String message) {
    add(Severity.WARNING, at, Sentence.of(Kind.PLAIN, message));
  }

  void warning(Cursor at, Sentence sentence) {
    add(Severity.WARNING, at, sentence);
  }

  void note(Cursor at, String message) {
    add(Severity.NOTE, at, Sentence.of(Kind.PLAIN, message));
  }

  void note(Cursor at, Sentence sentence) {
    add(Severity.NOTE, at, sentence);
  }

  private void add(Severity severity, Cursor at, Sentence sentence) {
    String path = at.path().isEmpty() ? "document" : at.path();
    found.add(new PolicyFinding(severity, new PolicyProblem(path, at.node().line(), sentence)));
  }

  /** Everything found, once each, in the order of the text. */
  List<PolicyFinding> inOrder() {
    return found.stream().distinct().sorted(Comparator.comparingInt(PolicyFinding::line)).toList();
  }
}
