package dev.stsbroker.policy;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.text.NearestWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a JSON object in which only certain members are permitted. */
public final class Elements {
  private final Cursor cursor;
  private final Map<String, Cursor> byName = new LinkedHashMap<>();

  private Elements(Cursor cursor) {
    this.cursor = cursor;
  }

  /**
   * Reports members that are not known. A misspelt one stands in for what was meant, so that its
   * value is checked too and it is not reported as missing.
   */
  public static Elements of(Cursor cursor, List<String> known) {
    Elements elements = new Elements(cursor);
    cursor
        .members()
        .forEach((name, value) -> elements.take(cursor.member(name, value), known, name));
    return elements;
  }

  public Optional<Cursor> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Like {@link #find}, but its absence is a problem. */
  public Optional<Cursor> require(String name, String expected) {
    Optional<Cursor> found = find(name);
    if (found.isEmpty()) {
      cursor.problem(name + " is missing (expected: " + expected + ")");
    }
    return found;
  }

  private void take(Cursor member, List<String> known, String name) {
    if (known.contains(name)) {
      byName.put(name, member);
      return;
    }
    Optional<String> meant = NearestWord.of(name, known);
    meant.ifPresent(word -> byName.putIfAbsent(word, member));
    member.problem(
        meant
            .map(this::ofMisspelt)
            .orElseGet(
                () ->
                    Sentence.of(
                        Kind.NAME,
                        "unknown element (expected: " + String.join(", ", known) + ")")));
  }

  /** Two members of one name would be the next mistake. */
  private Sentence ofMisspelt(String meant) {
    return cursor.members().containsKey(meant)
        ? Sentence.of(
            Kind.NAME, "unknown element beside " + meant + " (expected: " + meant + " alone)")
        : Sentence.meaning(Kind.NAME, "unknown element", meant);
  }
}
