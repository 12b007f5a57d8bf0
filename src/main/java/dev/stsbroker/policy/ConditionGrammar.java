package dev.stsbroker.policy;

import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.match.Operator;
import dev.stsbroker.text.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the conditions of a statement: {@code {operator: {key: value or [values]}}}. */
public final class ConditionGrammar {
  private ConditionGrammar() {}

  public static List<Condition> conditions(Elements elements) {
    List<Condition> conditions = new ArrayList<>();
    elements.find("Condition").ifPresent(cursor -> readOperators(cursor, conditions));
    return conditions;
  }

  private static void readOperators(Cursor cursor, List<Condition> conditions) {
    if (!cursor.isObject()) {
      cursor.expected("an object of operators");
    }
    for (Map.Entry<String, JsonNode> member : cursor.members().entrySet()) {
      Cursor operator = cursor.member(member.getKey(), member.getValue());
      checkName(operator, member.getKey());
      if (operator.members().isEmpty()) {
        operator.expected("an object of condition keys");
      }
      readKeys(operator, member.getKey(), conditions);
    }
  }

  /**
   * A slip of the pen is a problem. An operator unlike any known may be one RAM has and this room
   * does not: it passes, and is never taken for true.
   */
  private static void checkName(Cursor operator, String name) {
    if (Operator.named(name).isEmpty()) {
      NearestWord.of(name, Operator.names())
          .ifPresent(
              word -> operator.problem(Sentence.meaning(Kind.NAME, "unknown operator", word)));
    }
  }

  private static void readKeys(Cursor operator, String name, List<Condition> conditions) {
    for (Map.Entry<String, JsonNode> member : operator.members().entrySet()) {
      List<Cursor> values = operator.member(member.getKey(), member.getValue()).texts();
      List<String> texts = values.stream().map(Cursor::text).toList();
      conditions.add(new Condition(name, member.getKey(), texts));
    }
  }
}
