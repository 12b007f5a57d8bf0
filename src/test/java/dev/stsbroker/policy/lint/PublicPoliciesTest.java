package dev.stsbroker.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.json.Bundled;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The linter on what other people's documents have: an error is what certainly does not work. */
class PublicPoliciesTest {
  private static final int LEAST_DOCUMENTS = 150;
  private static final String SAYS = "=> ";
  private static final String VERDICT = " -- true: ";
  private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|\\S+");

  /** A document's facts, and the errors there are in it. */
  private record Entry(String source, List<String> lines) {

    List<String> errors() {
      return lines.stream()
          .filter(line -> line.startsWith(SAYS))
          .map(line -> line.substring(SAYS.length()))
          .toList();
    }

    String document() {
      JsonArray statements = new JsonArray();
      lines.stream()
          .filter(line -> line.contains(" | "))
          .map(this::statement)
          .forEach(statements::add);
      Object version = has("number Version") ? (Object) 1 : "1";
      return new JsonObject()
          .put("Version", version)
          .put(has("blank after Statement") ? "Statement " : "Statement", statements)
          .encodePrettily();
    }

    private boolean has(String peculiarity) {
      return lines.contains("! " + peculiarity);
    }

    private JsonObject statement(String line) {
      String[] parts = line.split(" \\| ", 4);
      JsonObject statement = new JsonObject();
      if (has("Sid")) {
        statement.put("Sid", "n-1");
      }
      List<String> actions = new ArrayList<>(tokens(parts[1]));
      boolean not = actions.remove("not");
      String name = has("blank after Action") ? "Action " : "Action";
      return statement
          .put("Effect", tokens(parts[0]).get(0))
          .put(not ? "NotAction" : name, new JsonArray(actions))
          .put("Resource", new JsonArray(tokens(parts[2])))
          .mergeIn(parts.length < 4 ? new JsonObject() : condition(parts[3]));
    }

    private static JsonObject condition(String text) {
      JsonObject condition = new JsonObject();
      for (String test : text.split("; ", -1)) {
        List<String> tokens = tokens(test);
        String operator = tokens.get(0);
        condition.put(operator, condition.getJsonObject(operator, new JsonObject()));
        condition
            .getJsonObject(operator)
            .put(tokens.get(1), new JsonArray(tokens.subList(2, tokens.size())));
      }
      return new JsonObject().put("Condition", condition);
    }

    private static List<String> tokens(String text) {
      return TOKEN.matcher(text).results().map(Entry::token).toList();
    }

    private static String token(MatchResult match) {
      return match.group(1) == null ? match.group() : match.group(1);
    }
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    String[] parts =
        Bundled.text(PublicPoliciesTest.class, "public-policies.txt").split("(?m)^== ", -1);
    for (int i = 1; i < parts.length; i++) {
      List<String> lines = parts[i].lines().filter(line -> !line.isBlank()).toList();
      entries.add(new Entry(lines.get(0), lines.subList(1, lines.size())));
    }
    return entries;
  }

  private static List<PolicyFinding> found(Entry entry, Severity severity) {
    return Linter.lint(entry.document()).stream()
        .filter(finding -> finding.severity() == severity)
        .toList();
  }

  private static List<String> errors(Entry entry) {
    return found(entry, Severity.ERROR).stream()
        .map(finding -> finding.path() + ": " + finding.message())
        .distinct()
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> lint_findsTheErrorsThatThereAre_andNoOthers() {
    return entries().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.source(),
                    () ->
                        assertThat(errors(entry))
                            .as("%s", entry.document())
                            .isEqualTo(
                                entry.errors().stream()
                                    .map(error -> error.split(VERDICT, 2)[0])
                                    .toList())));
  }

  @Test
  void table_hasAVerdictOnEveryError_andIsPrinted() {
    List<Entry> entries = entries();
    int errors = 0;
    int warnings = 0;
    for (Entry entry : entries) {
      for (String error : entry.errors()) {
        System.out.println(entry.source() + ": " + error);
        assertThat(error.split(VERDICT, 2)).as(error).hasSize(2).doesNotContain("");
        errors++;
      }
      warnings += found(entry, Severity.WARNING).size();
    }
    System.out.printf(
        "%d documents, %d errors, all true, %d warnings%n", entries.size(), errors, warnings);
    assertThat(entries).hasSizeGreaterThanOrEqualTo(LEAST_DOCUMENTS);
    assertThat(entries.stream().map(Entry::source)).doesNotHaveDuplicates();
  }
}
