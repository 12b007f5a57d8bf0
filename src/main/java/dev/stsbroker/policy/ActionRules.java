package dev.stsbroker.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Actions that do not exist, or are spelt otherwise than documented. */
final class ActionRules {
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.BUNDLED;

  /** MaxCompute and Hologres keep the rights on data to themselves ("Add a RAM role as a user"). */
  private static final Pattern MANAGED_INSIDE =
      Pattern.compile("^(odps|maxcompute|hologram):", Pattern.CASE_INSENSITIVE);

  private ActionRules() {}

  static void check(LintedStatement statement, Findings findings) {
    statement.actions().forEach(action -> check(action, findings));
    statement.notActions().forEach(action -> check(action, findings));
    statement.actions().stream()
        .filter(action -> MANAGED_INSIDE.matcher(action.text()).find())
        .findFirst()
        .ifPresent(
            action ->
                findings.note(
                    action,
                    "management alone: rights on the data are granted inside the product, and a"
                        + " session policy does not narrow them"));
  }

  private static void check(Cursor at, Findings findings) {
    String action = at.text();
    int colon = action.indexOf(':');
    if (colon < 0 || action.substring(0, colon).contains("*")) {
      return;
    }
    String service = action.substring(0, colon);
    if (CATALOGUE.covers(service)) {
      checkName(at, service, action.substring(colon + 1), findings);
    } else {
      checkService(at, service, findings);
    }
  }

  private static void checkName(Cursor at, String service, String name, Findings findings) {
    if (name.contains("*") || name.contains("?")) {
      checkPattern(at, service, findings);
      return;
    }
    Optional<KnownAction> known = CATALOGUE.find(service, name);
    if (known.isEmpty()) {
      unknown(at, service, findings);
    } else if (!known.get().toString().equals(at.text())) {
      findings.warning(
          at, quoted(at) + " is written otherwise (expected: " + known.get() + ", as documented)");
    }
  }

  private static void checkPattern(Cursor at, String service, Findings findings) {
    if (CATALOGUE.matching(at.text()).isEmpty()) {
      findings.warning(
          at,
          quoted(at)
              + " matches no known action of "
              + service
              + " (expected: a pattern like "
              + example(service)
              + ")");
    }
  }

  private static String example(String service) {
    return service.toLowerCase(Locale.ROOT) + ":Get*";
  }

  private static void unknown(Cursor at, String service, Findings findings) {
    ActionSpelling.meant(at.text())
        .ifPresentOrElse(
            word -> findings.error(at, unknown(at) + " (did you mean " + word + "?)"),
            () ->
                findings.warning(at, quoted(at) + " is not among the known actions of " + service));
  }

  private static String unknown(Cursor at) {
    boolean operation = CATALOGUE.meantBy(at.text()).isPresent();
    return quoted(at) + (operation ? " is an operation and no action" : " is no known action");
  }

  private static void checkService(Cursor at, String service, Findings findings) {
    Optional<String> code = CATALOGUE.meantBy(service);
    Optional<String> meant = ActionSpelling.meant(at.text());
    if (code.isPresent() || meant.isPresent()) {
      String word = meant.orElseGet(() -> at.text().replace(service + ":", code.get() + ":"));
      findings.error(at, "no service is called " + service + " (did you mean " + word + "?)");
    } else {
      findings.note(at, "actions of " + Problems.excerpt(service) + " are not checked");
    }
  }

  private static String quoted(Cursor at) {
    return at.node().summary();
  }
}
