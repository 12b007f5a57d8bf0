package dev.stsbroker.policy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a {@link Template} may not hold: places for values that no parameter has. */
final class TemplateGrammar {
  /** What a preset's parameters are called. */
  static final Pattern NAME = Pattern.compile("[a-zA-Z]{1,32}");

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^{}]*)}");

  private TemplateGrammar() {}

  /** Reports every place in {@code document} that is for none of {@code known}. */
  static void check(Cursor document, List<String> known) {
    document
        .members()
        .forEach(
            (name, value) -> {
              if (name.equals("$with") || name.equals("$without")) {
                checkDirective(document.member(name, value), known);
              } else {
                check(document.member(name, value), known);
              }
            });
    if (document.node() instanceof JsonNode.Sequence) {
      document.items().forEach(item -> check(item, known));
    }
    PLACE.matcher(document.text()).results().forEach(place -> checkPlace(document, place, known));
  }

  private static void checkPlace(Cursor at, MatchResult place, List<String> known) {
    if (!known.contains(place.group(1))) {
      at.expected(expected(known));
    }
  }

  private static void checkDirective(Cursor directive, List<String> known) {
    if (!known.contains(directive.text())) {
      directive.expected(expected(known));
    }
  }

  private static String expected(List<String> known) {
    return known.isEmpty()
        ? "no places, since there are no parameters"
        : "one of the parameters " + String.join(", ", known);
  }
}
