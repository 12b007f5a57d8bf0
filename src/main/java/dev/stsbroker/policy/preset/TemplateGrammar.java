package dev.stsbroker.policy.preset;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.NearestWord;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds what a {@link Template} must not contain: placeholders that no parameter fills, and
 * placeholders outside of resources and condition values.
 */
final class TemplateGrammar {
  /** What a preset's parameters are called. */
  static final Pattern NAME = Pattern.compile("[a-zA-Z]{1,32}");

  private static final List<String> DIRECTIVES = List.of("$with", "$without");
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^{}]*)}");

  private static final Pattern OPEN =
      Pattern.compile("policy\\.Statement(\\[[0-9]+])?\\.(Resource|Condition\\..+)(\\[[0-9]+])?");

  private TemplateGrammar() {}

  /** Reports every place in {@code document} that is for none of {@code known}. */
  static void check(Cursor document, List<String> known) {
    document
        .members()
        .forEach(
            (name, value) -> {
              if (PLACE.matcher(name).find()) {
                document.problem("a member's name has a place (expected: in values alone)");
              }
              if (name.startsWith("$") && !DIRECTIVES.contains(name)) {
                document
                    .member(name, value)
                    .problem(
                        NearestWord.of(name, DIRECTIVES)
                            .map(word -> Sentence.meaning(Kind.NAME, "unknown directive", word))
                            .orElse(
                                Sentence.of(
                                    Kind.NAME, "unknown directive (expected: $with or $without)")));
              } else if (name.equals("$with") || name.equals("$without")) {
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
      at.problem(at.node().summary() + meant(place.group(1), known));
    } else if (!OPEN.matcher(at.path()).matches()) {
      at.expected("places in Resource and in values of Condition alone");
    }
  }

  private static void checkDirective(Cursor directive, List<String> known) {
    if (!known.contains(directive.text())) {
      directive.expected(expected(known));
    }
  }

  private static String meant(String name, List<String> known) {
    String near =
        NearestWord.of(name, known).map(word -> "${" + word + "}, of the parameters ").orElse("");
    return " has \"${%s}\" for no parameter (expected: %s)"
        .formatted(
            Problems.excerpt(name),
            near.isEmpty() ? expected(known) : near + String.join(", ", known));
  }

  static String expected(List<String> known) {
    return known.isEmpty()
        ? "no places, since there are no parameters"
        : "one of the parameters " + String.join(", ", known);
  }
}
