package dev.stsbroker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.PolicyProblem;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding;
import dev.stsbroker.text.PlainText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDocumentTest {
  private static final String CLASSIC =
      """
      {"Statement":[{"Action":["oss:Get*"],"Effect":"Allow",\
      "Resource":["acs:oss:*:*:my-bucket/*"]}],"Version":"1"}""";

  /** A document with what stands for its one statement; lines: 1 opens, 2 is the statement's. */
  private static String around(String statement) {
    return "{\"Version\": \"1\", \"Statement\": [\n" + statement + "\n]}";
  }

  private static String allow(String rest) {
    return around("{\"Effect\": \"Allow\", " + rest + "}");
  }

  static Stream<Arguments> broken() {
    String action = "\"Action\": \"oss:GetObject\"";
    String resource = "\"Resource\": \"*\"";
    String both = action + ", " + resource;
    return Stream.of(
        broken("", "document: empty"),
        broken("  \n ", "document: empty"),
        broken("[]", "document (line 1): an empty array (expected: an object with"),
        broken("\"text\"", "document (line 1): \"text\" (expected: an object with"),
        broken("{", "document (line 1): not JSON: "),
        broken(
            "{\"Version\":\n\"1\"\n\"Statement\"}",
            "document (line 2): not JSON: a comma is missing here"),
        broken("{\"Version\": 'x'}", "document (line 1): not JSON: "),
        broken("{}", "document (line 1): Version is missing"),
        broken("{}", "document (line 1): Statement is missing"),
        broken(CLASSIC.replace("\"1\"", "\"2012-10-17\""), "Version (line 1): \"2012-10-17\" (exp"),
        broken(CLASSIC.replace("\"1\"", "2"), "Version (line 1): 2 (expected: \"1\")"),
        broken(CLASSIC.replace("Version", "version"), "version (line 1): unknown element (did you"),
        broken(CLASSIC + "}", "document (line 1): text after the end of the document"),
        broken(CLASSIC + "\nx", "text after the end of the document"),
        broken(around(""), "Statement (line 1): an empty array (expected: at least one statement)"),
        broken(around("7"), "Statement[0] (line 2): 7 (expected: an object)"),
        broken(around("{" + both + "}"), "Statement[0] (line 2): Effect is missing (expected: All"),
        broken(
            around("{\"Effect\":\"allow\"," + both + "}"), "Statement[0].Effect (line 2): \"all"),
        broken(allow(resource), "Statement[0] (line 2): Action is missing (expected: exactly one"),
        broken(
            allow(both + ", \"NotAction\": \"oss:PutObject\""),
            "Statement[0] (line 2): both Action and NotAction are here"),
        broken(allow(action), "Statement[0] (line 2): Resource is missing"),
        broken(allow("\"Acton\": \"*\"," + resource), "Statement[0].Acton (line 2): unknown elem"),
        broken(allow(both + ", \"Id\": \"a\""), "unknown element (expected: Effect, Action, NotA"),
        broken(allow(both + ", \"NotResource\": \"a\""), "Statement[0].NotResource (line 2): unkn"),
        broken(allow(both + ", \"Principal\": {}"), "Principal belongs in a trust policy"),
        broken(allow(both + ", " + action), "Statement[0].Action (line 2): written twice"),
        broken(
            allow("\"Action\": [], " + resource), "Statement[0].Action (line 2): an empty array"),
        broken(
            allow("\"Action\": [true], " + resource), "Action[0] (line 2): true (expected: a st"),
        broken(
            allow("\"Action\": \"STS: apererole \", " + resource),
            "Statement[0].Action (line 2): \"STS: apererole \" (expected: service:Name like"),
        broken(
            allow("\"Action\": \"GetObject\", " + resource),
            "\"GetObject\" (did you mean oss:GetObject?)"),
        broken(
            allow(action + ", \"Resource\": \"my-bucket/*\""), "\"my-bucket/*\" (expected: acs:"),
        broken(allow(action + ", \"Resource\": \"acs:oss:*:b\""), "\"acs:oss:*:b\" (expected: acs"),
        broken(allow(action + ", \"Resource\": {\"a\": 1}"), "Resource (line 2): an object (expec"),
        broken(allow(both + ", \"Condition\": []"), "Condition (line 2): an empty array (expected"),
        broken(
            allow(both + ", \"Condition\": {\"Bool\": {}}"), "Condition.Bool (line 2): an objec"),
        broken(
            allow(both + ", \"Condition\": {\"Bool\": {\"acs:SecureTransport\": true}}"),
            "Statement[0].Condition.Bool.acs:SecureTransport (line 2): true (expected: a string: \"t"),
        broken(
            allow(both + ", \"Condition\": {\"StringLik\": {\"oss:Prefix\": \"a\"}}"),
            "Condition.StringLik (line 2): unknown operator (did you mean StringLike?)"),
        broken("[".repeat(100), "document (line 1): nested too deeply, or too long a text"),
        broken(" ".repeat(70_000), "document: 70000 characters (expected: at most 65536)"));
  }

  private static Arguments broken(String json, String problem) {
    return Arguments.of(json, problem);
  }

  private static List<String> problemsOf(String json) {
    PolicyException thrown =
        catchThrowableOfType(PolicyException.class, () -> PolicyDocument.parse(json));
    return thrown.problems().stream().map(PolicyProblem::toString).toList();
  }

  /** RAM documents the text alone; whether it takes the number is not known. */
  @Test
  void parse_takesANumberForTheVersion_andSendsTheText() {
    PolicyDocument document = PolicyDocument.parse(CLASSIC.replace("\"1\"", "1"));
    assertThat(document).isEqualTo(PolicyDocument.parse(CLASSIC));
    assertThat(Linter.lint(CLASSIC.replace("\"1\"", "1")))
        .extracting(PolicyFinding::toString)
        .containsExactly(
            "warning: Version (line 1): 1: a number, of which it is not known whether RAM takes it;"
                + " the broker sends \"1\" (expected: \"1\")");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void parse_namesTheProblem_whenTheDocumentIsWrong(String json, String problem) {
    assertThat(problemsOf(json)).anySatisfy(line -> assertThat(line).contains(problem));
  }

  @Test
  void parse_reportsAllProblemsInOrder_whenThereAreSeveral() {
    String json =
        """
        {
          "Statement": [
            {"Effect": "Alow", "Action": "Oss: maid ", "Resource": "*"},
            {"effect": "Deny", "Action": "oss:*"}
          ]
        }
        """;
    assertThat(problemsOf(json))
        .containsExactly(
            "document (line 1): Version is missing (expected: \"Version\": \"1\")",
            "Statement[0].Action (line 3): \"Oss: maid \" (expected: service:Name like"
                + " oss:GetObject, or *)",
            "Statement[0].Effect (line 3): \"Alow\" (did you mean Allow?)",
            "Statement[1].effect (line 4): unknown element (did you mean Effect?)",
            "Statement[1] (line 4): Resource is missing (expected:"
                + " acs:service:region:account:name like acs:oss:*:*:my-bucket/*, or *)");
  }

  @Test
  void parse_showsNothingOfTheText_whenItIsNotJson() {
    assertThat(problemsOf("hunter2hunter2")).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void parse_showsNoControls_whenTheTextHasThem() {
    assertThat(problemsOf(allow("\"Action\": \"\\u001b[2J\\u202e\", \"Resource\": \"*\"")))
        .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\u202e"));
    assertThat(problemsOf("\uFEFF{}")).allMatch(PlainText::printable);
  }

  @Test
  void minified_isTheClassicExample_whenWrittenInAnyOrder() {
    String loose =
        """
        { "Version" : "1",
          "Statement" : [ { "Effect" : "Allow", "Action" : [ "oss:Get*" ],
              "Resource" : [ "acs:oss:*:*:my-bucket\\/*" ] } ] }
        """;
    assertThat(PolicyDocument.parse(loose).minified()).isEqualTo(CLASSIC);
    assertThat(PolicyDocument.parse(loose)).isEqualTo(PolicyDocument.parse(CLASSIC));
  }

  @Test
  void minified_isTheSame_whenParsedAgain() {
    String json =
        allow(
            "\"Action\": \"a:B\", \"Resource\": [\"acs:a:::\\\"é/x\"],"
                + "\"Condition\": {\"StringLike\": {\"k\": \"\\u2028\\\\\\n/\"}}");
    String minified = PolicyDocument.parse(json).minified();
    assertThat(PolicyDocument.parse(minified).minified()).isEqualTo(minified);
  }

  @Test
  void parse_takesStringsAndOneStatement_whereArraysCouldStand() {
    String json =
        """
        {"Version":"1","Statement":{"Effect":"Deny","NotAction":"oss:Get*","Resource":"*",
         "Condition":{"ForAnyValue:StringLike":{"oss:Prefix":["a","b"]}}}}""";
    assertThat(PolicyDocument.parse(json).statements())
        .containsExactly(
            new Statement(
                Effect.DENY,
                List.of(),
                List.of("oss:Get*"),
                List.of("*"),
                List.of(new Condition("ForAnyValue:StringLike", "oss:Prefix", List.of("a", "b"))),
                "Statement"));
  }

  @Test
  void exception_hasNoStackTrace_whenThrown() {
    assertThatThrownBy(() -> PolicyDocument.parse("{}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("Version is missing")
        .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
  }
}
