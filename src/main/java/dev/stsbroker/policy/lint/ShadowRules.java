package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.ResourcePattern;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.match.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lint rules for statements that allow nothing, because another one denies all of it without a
 * condition.
 */
final class ShadowRules {
  private ShadowRules() {}

  static void check(List<LintedStatement> statements, Findings findings) {
    for (LintedStatement allow : statements) {
      if (allow.allows() && !allow.actions().isEmpty() && !allow.resources().isEmpty()) {
        statements.stream()
            .filter(deny -> deny.effect().equals(Optional.of(Effect.DENY)))
            .filter(deny -> deny.unconditional() && covers(deny, allow))
            .findFirst()
            .ifPresent(deny -> report(allow, deny, findings));
      }
    }
  }

  private static void report(LintedStatement allow, LintedStatement deny, Findings findings) {
    findings.error(allow.cursor(), "allows nothing: " + deny.cursor().path() + " denies all of it");
  }

  private static boolean covers(LintedStatement deny, LintedStatement allow) {
    return allow.actions().stream()
            .allMatch(a -> any(deny.actions(), p -> Glob.matches(lower(p), lower(a.text()))))
        && allow.resources().stream()
            .allMatch(r -> any(deny.resources(), p -> ResourcePattern.matches(p, r.text())));
  }

  /**
   * A pattern without {@code ?} that matches another's text, stars included, matches all that does.
   */
  private static boolean any(List<Cursor> patterns, Predicate<String> matches) {
    return patterns.stream()
        .map(Cursor::text)
        .anyMatch(pattern -> !pattern.contains("?") && matches.test(pattern));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
