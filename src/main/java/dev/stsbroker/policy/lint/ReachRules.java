package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.policy.action.ActionSpelling;
import dev.stsbroker.policy.action.ResourceLevel;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.match.Arn;
import dev.stsbroker.policy.match.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lint rules for statements whose actions never apply to their resources. */
final class ReachRules {
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.BUNDLED;

  /** The services of the ARNs that a service's actions work on, where that is documented. */
  private static final Map<String, List<String>> ARNS =
      Map.of("oss", List.of("oss", "ossvector"), "ots", List.of("ots"));

  private ReachRules() {}

  static void check(LintedStatement statement, Findings findings) {
    checkNotAction(statement, findings);
    if (statement.actions().isEmpty() || statement.resources().isEmpty()) {
      return;
    }
    List<Cursor> idle =
        statement.actions().stream()
            .filter(action -> statement.resources().stream().noneMatch(r -> meet(action, r)))
            .toList();
    boolean surplus = idle.size() < statement.actions().size();
    idle.forEach(action -> report(surplus, action, statement.resources(), findings));
    if (surplus) {
      statement.resources().stream()
          .filter(resource -> statement.actions().stream().noneMatch(a -> meet(a, resource)))
          .forEach(resource -> reportResource(resource, findings));
    }
  }

  private static void checkNotAction(LintedStatement statement, Findings findings) {
    statement.notActions().stream()
        .filter(action -> action.text().equals("*") || action.text().equals("*:*"))
        .forEach(action -> findings.error(action, "leaves out every action: never matches"));
  }

  /** Whether some action the pattern stands for works on something the resource stands for. */
  private static boolean meet(Cursor action, Cursor resource) {
    List<KnownAction> known = CATALOGUE.matching(action.text());
    String pattern = resource.text();
    if (known.isEmpty()) {
      return serves(pattern, service(action.text()));
    }
    Set<ResourceLevel> levels = ResourceLevel.of(pattern);
    return known.stream()
        .anyMatch(one -> serves(pattern, one.service()) && levels.contains(one.level()));
  }

  /** Judges no service but those that say what their ARNs are. */
  private static boolean serves(String pattern, String service) {
    List<String> own = ARNS.getOrDefault(service, List.of());
    String wanted = Arn.of(pattern).map(Arn::service).orElse("*");
    return own.isEmpty() || own.stream().anyMatch(one -> Glob.matches(wanted, one));
  }

  private static String service(String action) {
    int colon = action.indexOf(':');
    return colon < 0
        ? "*"
        : ActionSpelling.service(action.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  /** A statement of which nothing matches never works; beside others, an action is surplus. */
  private static void report(
      boolean surplus, Cursor action, List<Cursor> resources, Findings findings) {
    if (surplus) {
      findings.warning(action, idle(action, resources));
    } else {
      findings.error(action, idle(action, resources));
    }
  }

  private static String idle(Cursor action, List<Cursor> resources) {
    String service = service(action.text());
    String shown = action.node().summary();
    if (resources.stream().noneMatch(resource -> serves(resource.text(), service))) {
      return shown + " never matches: no Resource here is of " + Problems.excerpt(service);
    }
    List<ResourceLevel> levels =
        CATALOGUE.matching(action.text()).stream().map(KnownAction::level).distinct().toList();
    String words = levels.stream().map(ResourceLevel::words).collect(Collectors.joining(" or "));
    return shown
        + " works on "
        + words
        + ", which no Resource here names"
        + advice(levels, resources);
  }

  private static String advice(List<ResourceLevel> levels, List<Cursor> resources) {
    return levels.stream()
        .findFirst()
        .map(level -> " (expected: " + mended(level, resources).orElse(level.example()) + ")")
        .orElse("");
  }

  /** The statement's own resource as the action needs it. */
  private static Optional<String> mended(ResourceLevel level, List<Cursor> resources) {
    return resources.stream()
        .flatMap(resource -> Arn.of(resource.text()).stream())
        .filter(arn -> arn.service().equals("oss"))
        .findFirst()
        .flatMap(arn -> mended(level, arn));
  }

  private static Optional<String> mended(ResourceLevel level, Arn arn) {
    String bucket = arn.name().split("/", 2)[0];
    return switch (level) {
      case OBJECT -> Optional.of(arn.named(bucket + "/*"));
      case BUCKET -> Optional.of(arn.named(bucket));
      default -> Optional.empty();
    };
  }

  private static void reportResource(Cursor resource, Findings findings) {
    findings.warning(resource, resource.node().summary() + ": no Action here works on it");
  }
}
