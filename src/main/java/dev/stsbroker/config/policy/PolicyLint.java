package dev.stsbroker.config.policy;

import dev.stsbroker.config.setting.DidYouMean;
import dev.stsbroker.config.text.ConfigLines;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reports what the linter finds in a profile's policy, at the lines where it is written.
 *
 * @param place of the key that the policy is read from
 * @param file the file it is in; null if there is none
 * @param text the document as it is written; empty for a preset
 * @param written a path of what is used to the path of where it is written
 */
record PolicyLint(
    ConfigPath place, @Nullable Path file, String text, UnaryOperator<String> written) {
  /** Of a document whose paths are those of what is used. */
  PolicyLint(ConfigPath place, @Nullable Path file, String text) {
    this(place, file, text, UnaryOperator.identity());
  }

  /**
   * Reports the errors of a document that is refused, beside what it is refused for.
   *
   * @param refusal whose problems are reported already
   */
  void tellBeside(PolicyException refusal, Problems problems) {
    if (FillableText.begins(text)) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (PolicyProblem problem : refusal.problems()) {
      told.add(problem.path() + problem.sentence().text());
    }
    told.addAll(refusal.problems().stream().map(one -> one.path() + one.message()).toList());
    for (PolicyFinding finding : Linter.lint(text)) {
      if (finding.severity() == Severity.ERROR && told.add(finding.path() + finding.message())) {
        problems.more(place, problem(finding, problems));
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
    boolean asWritten = !text.isEmpty() && !FillableText.begins(text);
    for (PolicyFinding finding : Linter.lint(asWritten ? text : used)) {
      if (finding.severity() == Severity.ERROR) {
        problems.fault(place, problem(finding, problems));
      } else if (finding.severity() == Severity.WARNING && !finding.problem().ofWhole()) {
        problems.warn(place, problem(finding, problems));
      }
    }
  }

  private ConfigProblem problem(PolicyFinding finding, Problems problems) {
    PolicyProblem found = finding.problem();
    return problem(found.at(written.apply(found.path()), found.line()), problems);
  }

  /** {@code problem} where it is written: in the configuration, or in a file of its own. */
  ConfigProblem problem(PolicyProblem problem, Problems problems) {
    boolean whole = problem.ofWhole();
    if (file != null) {
      String shown = problems.shown(place, file);
      String location = shown + ":" + Math.max(1, problem.line());
      ConfigLines lines = ConfigLines.of(shown, text, true);
      String message =
          DidYouMean.expected(
              problem.sentence(), ConfigPath.ofPath(problem.path()), problems, lines);
      return new ConfigProblem(location, whole ? "" : problem.path(), message);
    }
    ConfigPath at = whole ? place : place.then(problem.path());
    String path = whole ? place.toString() : place + "." + problem.path();
    ConfigLines lines = problems.lines();
    String message = DidYouMean.expected(problem.sentence(), at, problems, lines);
    return new ConfigProblem(lines.of(at), path, message);
  }
}
