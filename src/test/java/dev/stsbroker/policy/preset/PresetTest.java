package dev.stsbroker.policy.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.text.PlainText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetTest {
  private static PolicyDocument render(String name, Map<String, String> values) {
    return Preset.named(name).orElseThrow().render(values);
  }

  private static Verdict verdict(PolicyDocument document, String action, String name) {
    return verdict(document, action, name, Map.of());
  }

  private static Verdict verdict(
      PolicyDocument document, String action, String name, Map<String, List<String>> context) {
    AccessRequest request = new AccessRequest("oss:" + action, "acs:oss:*:1:" + name, context);
    return Evaluator.decide(List.of(document), request).verdict();
  }

  private static List<String> names() {
    return Preset.names();
  }

  @Test
  void ossGetOnly_isTheClassicExample_whenRendered() {
    assertThat(render("oss-get-only", Map.of("bucket", "my-bucket")).minified())
        .isEqualTo(
            """
            {"Statement":[{"Action":["oss:Get*"],"Effect":"Allow",\
            "Resource":["acs:oss:*:*:my-bucket/*"]}],"Version":"1"}""");
  }

  @ParameterizedTest
  @MethodSource("names")
  void preset_fitsIntoASession_withTheValuesItTakes(String name) {
    Preset preset = Preset.named(name).orElseThrow();
    Map<String, String> required = new HashMap<>();
    Map<String, String> all = new HashMap<>();
    for (Preset.Parameter parameter : preset.parameters()) {
      String value = parameter.name().equals("prefix") ? "reports/2026/" : "my-name";
      all.put(parameter.name(), value);
      if (parameter.required()) {
        required.put(parameter.name(), value);
      }
    }
    assertThat(preset.name()).isEqualTo(name);
    assertThat(preset.description()).endsWith(".");
    for (Map<String, String> values : List.of(required, all)) {
      assertThat(SessionPolicy.of(preset.render(values)).text()).doesNotContain("$", "{}");
    }
  }

  /**
   * Columns: preset, action, bucket and object, whether a preset for the whole bucket allows it.
   */
  @ParameterizedTest
  @CsvSource({
    "oss-get-only, GetObject, b-1/x, true",
    "oss-get-only, GetObjectAcl, b-1/x, true",
    "oss-get-only, PutObject, b-1/x, false",
    "oss-get-only, ListObjects, b-1, false",
    "oss-get-only, GetObject, b-12/x, false",
    "oss-read-only, GetObject, b-1/x, true",
    "oss-read-only, ListObjects, b-1, true",
    "oss-read-only, GetBucketInfo, b-1, true",
    "oss-read-only, GetObject, b-12/x, false",
    "oss-read-only, ListObjects, b-12, false",
    "oss-read-only, PutObject, b-1/x, false",
    "oss-read-only, DeleteObject, b-1/x, false",
    "oss-read-only, DeleteBucket, b-1, false",
    "oss-read-write, PutObject, b-1/x, true",
    "oss-read-write, DeleteObject, b-1/x, true",
    "oss-read-write, AbortMultipartUpload, b-1/x, true",
    "oss-read-write, ListParts, b-1/x, true",
    "oss-read-write, ListMultipartUploads, b-1, true",
    "oss-read-write, PutObject, b-12/x, false",
    "oss-read-write, PutBucketAcl, b-1, false",
    "oss-read-write, DeleteBucket, b-1, false",
  })
  void preset_allowsWhatItSays_forAWholeBucket(
      String preset, String action, String name, boolean allowed) {
    PolicyDocument document = render(preset, Map.of("bucket", "b-1"));
    assertThat(verdict(document, action, name) == Verdict.ALLOWED).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oss-read-only", "oss-read-write"})
  void preset_staysUnderThePrefix_whenThereIsOne(String preset) {
    PolicyDocument document = render(preset, Map.of("bucket", "b-1", "prefix", "reports/"));
    assertThat(verdict(document, "GetObject", "b-1/reports/a")).isEqualTo(Verdict.ALLOWED);
    assertThat(verdict(document, "GetObject", "b-1/reports2/a")).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(verdict(document, "GetObject", "b-1/a")).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(verdict(document, "ListObjects", "b-1")).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(document, "ListObjects", "b-1", Map.of("oss:Prefix", List.of())))
        .isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(verdict(document, "ListObjects", "b-1", prefix(""))).isEqualTo(Verdict.NOT_ALLOWED);
    assertThat(verdict(document, "ListObjects", "b-1", prefix("reports/")))
        .isEqualTo(Verdict.ALLOWED);
    assertThat(verdict(document, "ListObjects", "b-1", prefix("reports/2026/")))
        .isEqualTo(Verdict.ALLOWED);
    assertThat(verdict(document, "ListObjects", "b-1", prefix("other/")))
        .isEqualTo(Verdict.NOT_ALLOWED);
  }

  private static Map<String, List<String>> prefix(String value) {
    return Map.of("oss:Prefix", List.of(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "reports",
        "*",
        "*/",
        "reports*/",
        "repo?ts/",
        "reports/*/",
        "../",
        "a/../b/",
        "a..b/",
        "./",
        "a/./b/",
        "/reports/",
        "a//b/",
        "reports//",
        "re\"ports/",
        "a'b/",
        "a`b/",
        "a\\/",
        "a\n/",
        "a\r\n/",
        "a\u0000/",
        "a\u001b[2J/",
        "a\u007f/",
        "a\u2028/",
        "a\u202eb/",
        "a\u200b/",
        "${bucket}/",
        "$/",
        "a{b}/",
        "a/\"],\"Effect\":\"Allow\"/",
        " /",
        "a/ /b/",
        "%2e%2e/",
        "\ud800/",
        "a<b>/",
        "a|b/"
      })
  void render_refusesThePrefix_whenItCouldWiden(String prefix) {
    assertThatThrownBy(() -> render("oss-read-only", Map.of("bucket", "b-1", "prefix", prefix)))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("prefix: ")
        .hasMessageContaining("(expected: segments that each end in /")
        .satisfies(
            thrown ->
                assertThat(PlainText.printable(String.valueOf(thrown.getMessage()))).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "ab",
        "my-bucket*",
        "my-bucket?",
        "My-bucket",
        "-bucket",
        "bucket-",
        "a/b",
        "a:b:c",
        "my_bucket",
        "my.bucket",
        "..",
        "b\"x",
        "b x y",
        "${prefix}",
        "búcket",
        "bucket\n",
        "a123456789012345678901234567890123456789012345678901234567890123"
      })
  void render_refusesTheBucket_whenItIsNoBucketName(String bucket) {
    assertThatThrownBy(() -> render("oss-get-only", Map.of("bucket", bucket)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("(expected: 3 to 63 lower-case letters, digits and hyphens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reports/", "a/b/c/", "年报/2026/", "dt=2026-01-01/", "with space/", "a.b/"})
  void render_takesThePrefix_whenItIsPlain(String prefix) {
    PolicyDocument document = render("oss-read-only", Map.of("bucket", "b-1", "prefix", prefix));
    assertThat(verdict(document, "GetObject", "b-1/" + prefix + "x")).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  void render_reportsAll_whenSeveralValuesAreWrong() {
    assertThatThrownBy(() -> render("oss-read-only", Map.of("bukket", "b-1", "prefix", "x")))
        .hasMessageContaining("bukket: unknown parameter of oss-read-only (did you mean bucket?)")
        .hasMessageContaining("bucket: missing (expected: 3 to 63")
        .hasMessageContaining("prefix: \"x\" (expected: ");
  }

  @Test
  void render_refusesAPrefix_whenItsBucketIsMissing() {
    assertThatThrownBy(() -> render("maxcompute-oss-external-table", Map.of("prefix", "a/")))
        .isInstanceOf(PolicyException.class)
        .hasMessage("prefix: given without bucket (expected: bucket as well)");
  }

  private static final String OWN =
      """
      {"description": "Reads.", "parameters": [{"name": "bucket", "kind": "bucket"},
        {"name": "prefix", "kind": "prefix"%s}], "policy": {"Version": "1", "Statement": [
        {"Effect": "Allow", "Action": ["%s"], "Resource": ["acs:oss:*:*:${bucket}/${prefix}*"]}]}}
      """;

  @Test
  void parameter_isRequired_whenOptionalIsFalse() {
    Preset preset = Preset.parse("own", OWN.formatted(", \"optional\": false", "oss:GetObject"));

    assertThatThrownBy(() -> preset.render(Map.of("bucket", "b-1")))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("prefix: missing (expected: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ", \"optional\": \"no\"; parameters[1].optional (line 2): \"no\" (expected: true or false)",
        ", \"optional\": true, \"default\": 5; parameters[1].default (line 2): 5 (expected: text)"
      })
  void parse_refusesTheParameter_whenItIsWrittenWrongly(String more, String said) {
    assertThatThrownBy(() -> Preset.parse("own", OWN.formatted(more, "oss:GetObject")))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(said);
  }

  /** What the grammar refuses does not hide what the linter finds. */
  @Test
  void parse_saysAllThatIsWrong_withTheDocument() {
    String wrong = OWN.formatted("", "oss:GetObjects").replace("\"Effect\"", "\"Efect\"");
    assertThatThrownBy(() -> Preset.parse("own", wrong))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("policy.Statement[0].Efect: unknown element (did you mean Effect?)")
        .hasMessageContaining("(did you mean oss:GetObject?)");
  }

  /** What is allowed is the author's to say, so that no value widens it. */
  @Test
  void parse_refusesThePlace_whenItIsNotInAResourceOrCondition() {
    assertThatThrownBy(() -> Preset.parse("own", OWN.formatted("", "oss:${bucket}")))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("policy.Statement[0].Action[0]")
        .hasMessageContaining("(expected: places in Resource and in values of Condition alone)");
    String key = OWN.formatted("", "oss:GetObject").replace("\"Effect\"", "\"${bucket}\"");
    assertThatThrownBy(() -> Preset.parse("own", key))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("a member's name has a place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Inst", "in*", "1nst", "in", "inst-", "a/table/b", "iiiiiiiiiiiiiiiii"})
  void render_refusesTheInstance_whenItIsNoInstanceName(String instance) {
    assertThatThrownBy(() -> render("tablestore-read-only", Map.of("instance", instance)))
        .hasMessageContaining("(expected: 3 to 16 lower-case letters, digits and hyphens");
  }

  @Test
  void named_isEmpty_whenThereIsNoSuchPreset() {
    assertThat(Preset.named("../../broker")).isEmpty();
    assertThat(Preset.names())
        .contains("oss-get-only", "oss-read-only", "oss-read-write")
        .isSorted();
  }

  @ParameterizedTest
  @CsvSource({"orders_2026, true", "a*, false", "a/b, false", "'', false"})
  void name_takesPlainWords_only(String value, boolean accepted) {
    assertThat(ValueKind.NAME.accepts(value)).isEqualTo(accepted);
  }
}
