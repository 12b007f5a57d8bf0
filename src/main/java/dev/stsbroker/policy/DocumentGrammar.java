package dev.stsbroker.policy;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the elements that access and trust policies have in common: {@code Version} and {@code
 * Statement}.
 */
public final class DocumentGrammar {
  private static final String VERSION = "\"Version\": \"1\"";

  private DocumentGrammar() {}

  /**
   * The statements of a document.
   *
   * @param statement reads one; empty where it is too broken to read on, a problem already noted
   */
  public static <S> List<S> statements(Cursor root, Function<Cursor, Optional<S>> statement) {
    if (!root.isObject()) {
      root.expected("an object with Version and Statement");
      return List.of();
    }
    Elements elements = Elements.of(root, List.of("Version", "Statement"));
    elements.require("Version", VERSION).ifPresent(DocumentGrammar::checkVersion);
    return elements
        .require("Statement", "an array of statements")
        .map(DocumentGrammar::objects)
        .orElse(List.of())
        .stream()
        .flatMap(one -> statement.apply(one).stream())
        .toList();
  }

  /** Reads an {@code Effect}. */
  public static Optional<Effect> effect(Elements elements) {
    Optional<Cursor> found = elements.require("Effect", "Allow or Deny");
    Optional<Effect> effect = found.map(Cursor::text).flatMap(Effect::written);
    if (effect.isEmpty()) {
      found.ifPresent(DocumentGrammar::refuseEffect);
    }
    return effect;
  }

  private static void refuseEffect(Cursor effect) {
    NearestWord.of(effect.text(), List.of("Allow", "Deny"))
        .ifPresentOrElse(
            word -> effect.problem(Sentence.meaning(Kind.VALUE, effect.node().summary(), word)),
            () -> effect.expected("\"Allow\" or \"Deny\""));
  }

  /**
   * It is not known whether RAM accepts the number in place of the text; the broker sends the text.
   */
  public static boolean isNumber(JsonNode version) {
    return version instanceof JsonNode.Literal literal && literal.source().equals("1");
  }

  private static void checkVersion(Cursor version) {
    if (!version.text().equals("1") && !isNumber(version.node())) {
      version.expected("\"1\"");
    }
  }

  private static List<Cursor> objects(Cursor statements) {
    List<Cursor> items = statements.items();
    if (items.isEmpty()) {
      statements.expected("at least one statement");
    }
    items.stream().filter(item -> !item.isObject()).forEach(item -> item.expected("an object"));
    return items.stream().filter(Cursor::isObject).toList();
  }
}
