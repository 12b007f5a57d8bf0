package dev.stsbroker.config;

import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.Severity;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the linter says of a profile's policy, where it is written.
 *
 * @param place of the key that the policy is read from
 * @param file the file it is in; null if there is none
 * @param text the document as it is written; empty for a preset
 */
record PolicyLint(Place place, @Nullable Path file, String text) {
  private static final String PARAMETER = "${param.";

  /**
   * Reports the errors of a document that is refused, beside what it is refused for.
   *
   * @param refusal whose problems are reported already
   */
  void tellBeside(PolicyException refusal, Problems problems) {
    if (text.contains(PARAMETER)) {
      return;
    }
    Set<String> told = new HashSet<>();
    refusal.problems().forEach(problem -> told.add(problem.path() + problem.message()));
    for (PolicyFinding finding : Linter.lint(text)) {
      if (finding.severity() == Severity.ERROR && told.add(finding.path() + finding.message())) {
        problems.more(place, path(finding), message(finding, problems));
      }
    }
  }

  /**
   * Reports what the linter says of a document that is used, but not that it is large.
   *
   * @param used the document with its parameters filled; without parameters it is looked at as it
   *     is written
   */
  void tell(String used, Problems problems) {
    boolean asWritten = !text.isEmpty() && !text.contains(PARAMETER);
    for (PolicyFinding finding : Linter.lint(asWritten ? text : used)) {
      if (finding.severity() == Severity.ERROR) {
        problems.fault(place, path(finding), message(finding, problems));
      } else if (finding.severity() == Severity.WARNING && !finding.path().equals("document")) {
        problems.warn(place, path(finding), message(finding, problems));
      }
    }
  }

  private String path(PolicyFinding finding) {
    return file != null || finding.path().equals("document")
        ? place.toString()
        : place + "." + finding.path();
  }

  private String message(PolicyFinding finding, Problems problems) {
    return file == null
        ? finding.message()
        : problems.shown(place, file)
            + ": "
            + new PolicyProblem(finding.path(), finding.line(), finding.message());
  }
}
