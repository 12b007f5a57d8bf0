package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.json.Cursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the findings of the linter's rules. */
final class Findings {
  private final List<PolicyFinding> found = new ArrayList<>();

  void error(Cursor at, String message) {
    add(Severity.ERROR, at, message);
  }

  void warning(Cursor at, String message) {
    add(Severity.WARNING, at, message);
  }

  void note(Cursor at, String message) {
    add(Severity.NOTE, at, message);
  }

  private void add(Severity severity, Cursor at, String message) {
    String path = at.path().isEmpty() ? "document" : at.path();
    found.add(new PolicyFinding(severity, path, at.node().line(), message));
  }

  /** Everything found, once each, in the order of the text. */
  List<PolicyFinding> inOrder() {
    return found.stream().distinct().sorted(Comparator.comparingInt(PolicyFinding::line)).toList();
  }
}
