package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.policy.action.ResourceLevel;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.match.Arn;
import dev.stsbroker.policy.match.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Lint rules for statements that allow too much. */
final class BreadthRules {
  private static final Set<ResourceLevel> NARROWER =
      Set.of(
          ResourceLevel.BUCKET, ResourceLevel.OBJECT, ResourceLevel.INSTANCE, ResourceLevel.TABLE);

  private BreadthRules() {}

  static void check(LintedStatement statement, Findings findings) {
    if (!statement.allows()) {
      return;
    }
    List<Cursor> wide = statement.resources().stream().filter(BreadthRules::everywhere).toList();
    if (!statement.notActions().isEmpty()) {
      findings.warning(
          statement.notActions().get(0),
          "Allow with NotAction allows everything else (expected: Action)");
    }
    if (wide.isEmpty()) {
      everyAction(statement).forEach(action -> findings.warning(action, "allows every action"));
    } else {
      checkWide(statement, wide.get(0), findings);
    }
  }

  private static void checkWide(LintedStatement statement, Cursor resource, Findings findings) {
    if (everyAction(statement).findAny().isPresent()) {
      findings.warning(
          resource, "the whole account: every action on every resource (expected: named ones)");
      return;
    }
    narrower(statement)
        .findFirst()
        .ifPresent(
            level ->
                findings.warning(
                    resource,
                    resource.node().summary()
                        + " is all the account has (expected: one like "
                        + level.example()
                        + ")"));
    statement.actions().stream()
        .filter(BreadthRules::passesOn)
        .forEach(
            action ->
                findings.warning(
                    action,
                    action.node().summary()
                        + " may lead to any role's rights (expected: a Resource that names roles)"));
  }

  private static Stream<ResourceLevel> narrower(LintedStatement statement) {
    return statement.actions().stream()
        .flatMap(action -> ActionCatalogue.BUNDLED.matching(action.text()).stream())
        .map(KnownAction::level)
        .filter(NARROWER::contains)
        .sorted();
  }

  private static boolean passesOn(Cursor action) {
    String text = action.text().toLowerCase(Locale.ROOT);
    return text.startsWith("ram:") || Glob.matches(text, "sts:assumerole");
  }

  private static Stream<Cursor> everyAction(LintedStatement statement) {
    return statement.actions().stream()
        .filter(action -> action.text().equals("*") || action.text().equals("*:*"));
  }

  /** Whether the pattern takes in every name of its service, or every service. */
  private static boolean everywhere(Cursor resource) {
    return Arn.of(resource.text())
        .map(arn -> arn.name().equals("*") || arn.name().equals("instance/*"))
        .orElse(!ResourceRules.lacksPart(resource.text()));
  }
}
