package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.policy.action.ActionSpelling;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lint rules for actions that do not exist, or are not spelt as documented. */
final class ActionRules {
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.BUNDLED;

  /** MaxCompute and Hologres keep the rights on data to themselves ("Add a RAM role as a user"). */
  private static final Pattern MANAGED_INSIDE =
      Pattern.compile("^(odps|maxcompute|hologram):", Pattern.CASE_INSENSITIVE);

  private ActionRules() {}

  static void check(LintedStatement statement, Findings findings) {
    boolean alone = statement.actions().stream().noneMatch(ActionRules::mayMatch);
    statement.actions().forEach(action -> check(action, alone, findings));
    statement.notActions().forEach(action -> check(action, true, findings));
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

  /** Whether some request may have an action of that pattern. */
  private static boolean mayMatch(Cursor action) {
    return !CATALOGUE.matching(action.text()).isEmpty()
        || !CATALOGUE.covers(action.text().split(":", 2)[0]);
  }

  private static void check(Cursor at, boolean alone, Findings findings) {
    String action = at.text();
    int colon = action.indexOf(':');
    if (colon < 0 || action.substring(0, colon).contains("*")) {
      return;
    }
    String service = action.substring(0, colon);
    if (CATALOGUE.covers(service)) {
      checkName(at, action.substring(colon + 1), alone, findings);
    } else {
      checkService(at, service, findings);
    }
  }

  private static void checkName(Cursor at, String name, boolean alone, Findings findings) {
    String service = at.text().substring(0, at.text().length() - name.length() - 1);
    if (name.contains("*") || name.contains("?")) {
      checkPattern(at, service, findings);
      return;
    }
    Optional<KnownAction> known = CATALOGUE.find(service, name);
    if (known.isEmpty()) {
      unknown(at, service, alone, findings);
    } else if (!known.get().toString().equals(at.text())) {
      findings.warning(
          at, said(quoted(at) + " is documented otherwise", known.map(KnownAction::toString)));
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

  /**
   * An operation that is no action is surplus where another action matches. A near miss is
   * certainly one only of services whose actions are all known.
   */
  private static void unknown(Cursor at, String service, boolean alone, Findings findings) {
    Optional<String> operation = CATALOGUE.meantBy(at.text());
    Optional<String> near = ActionSpelling.nearest(service, at.text());
    String shown = quoted(at);
    if (operation.isPresent()) {
      Sentence message = said(shown + " is an operation and no action", operation);
      if (alone) {
        findings.error(at, message);
      } else {
        findings.warning(at, message);
      }
    } else if (near.isPresent() && CATALOGUE.complete(service)) {
      findings.error(at, said(shown + " is no known action", near));
    } else {
      String message = shown + " is not among the known actions of " + service;
      findings.warning(at, said(message, ActionSpelling.meant(at.text())));
    }
  }

  private static Sentence said(String text, Optional<String> meant) {
    return new Sentence(Kind.VALUE, text, meant.orElse(null), "");
  }

  private static void checkService(Cursor at, String service, Findings findings) {
    Optional<String> code = CATALOGUE.meantBy(service);
    Optional<String> meant = ActionSpelling.meant(at.text());
    if (code.isPresent()) {
      String word = meant.orElseGet(() -> at.text().replace(service + ":", code.get() + ":"));
      String text = quoted(at) + ": no service is called " + service;
      findings.error(at, said(text, Optional.of(word)));
    } else {
      String text = quoted(at) + ": actions of " + Problems.excerpt(service) + " are not checked";
      findings.note(at, said(text, meant));
    }
  }

  private static String quoted(Cursor at) {
    return at.node().summary();
  }
}
