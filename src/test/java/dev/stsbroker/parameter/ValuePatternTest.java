package dev.stsbroker.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[a-z0-9][a-z0-9-]{0,39}; etl-42; -etl",
        "^[a-z]+$; abc; abc1",
        "dev|test|prod; test; tes",
        "(dev|prod)-[0-9]{3}; dev-007; dev-07",
        "\\d{4}-\\d{2}; 2026-11; 2026-1",
        "\\w+\\.x; a_1.x; a_1xx",
        "[a-z]+(-[a-z]+)*; a-b-c; a--c",
        "(?:ab)?c; c; ab",
        "a{2,}; aaaa; a",
        "[A-Z.@_-]{3}; A@-; A@--",
        "a?b*c; c; a"
      })
  void value_matches_asItIsWhole(String pattern, String good, String bad) {
    ValuePattern read = ValuePattern.parse(pattern);

    assertThat(read.matches(good)).isTrue();
    assertThat(read.matches(bad)).isFalse();
    assertThat(read.matches(good + "\n")).isFalse();
    assertThat(read.matches(read.example())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        ".*; has . for any character",
        "[^/]+; has a class of what it is not",
        "[a-z/]+; matches /",
        "a:b; matches :",
        "[a-z*]; matches *",
        "[!-~]+; has the range !-~",
        "[a-Z]; has the range a-Z",
        "[z-a]; has the range z-a",
        "a\\*; matches *",
        "[а-я]+; has the range",
        "a*; matches nothing at all",
        "(a|b*)?; matches nothing at all",
        "a{64}; has {64}",
        "a{3,2}; has {3,2}",
        "a{,2}; has { without a count",
        "[a-z]{40}[a-z]{40}; asks for more than 63",
        "a**; repeats what is repeated",
        "a+?; repeats what is repeated",
        "+a; repeats nothing with +",
        "(a; has ( without )",
        "a); has ) without (",
        "[a; has an open or empty class",
        "[]; has an open or empty class",
        "(?=a)b; has a group that begins with (?",
        "(((a))); has groups in groups in groups",
        "\\.\\.; matches . or ..",
        "a\\; ends with",
        "\\s+; has \\s"
      })
  void pattern_isRefused_whenItIsUnsafeOrUnknown(String pattern, String said) {
    assertThatThrownBy(() -> ValuePattern.parse(pattern)).hasMessageContaining(said);
  }

  @Test
  void value_isRefused_whateverThePattern_whenItIsLongOrHasTwoDots() {
    ValuePattern any = ValuePattern.parse("[A-Za-z0-9._@-]+");

    assertThat(any.matches("a".repeat(63))).isTrue();
    assertThat(any.matches("a".repeat(64))).isFalse();
    assertThat(any.matches("")).isFalse();
    assertThat(any.matches(".")).isFalse();
    assertThat(any.matches("a..b")).isFalse();
    assertThat(any.matches("a.b")).isTrue();
  }

  /** Each of these takes java.util.regex longer than anyone waits. */
  @ParameterizedTest
  @CsvSource({"(a+)+b", "((a|a)+)+b", "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "(a?){40}a{40}b"})
  void matching_ends_whenAPatternInvitesBacktracking(String pattern) {
    String value = "a".repeat(63);
    if (pattern.endsWith("a{40}b")) {
      assertThat(ValuePattern.parse(pattern).matches(value.substring(1) + "b")).isTrue();
    }
    assertThat(ValuePattern.parse(pattern).matches(value)).isFalse();
  }

  @Property
  void matching_agreesWithTheJdk_onPatternsBothKnow(
      @ForAll("patterns") String pattern, @ForAll("values") String value) {
    ValuePattern read;
    try {
      read = ValuePattern.parse(pattern);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(read.matches(value)).isEqualTo(Pattern.matches(pattern, value));
    assertThat(Pattern.matches(pattern, read.example())).isTrue();
    if (read.matches(value)) {
      assertThat(value.length()).isBetween(read.least(), read.most());
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
            "a", "b", "[ab]", "c", "(a|b)", "(ab|c)", "?", "*", "{1,2}", "+", "|", "-")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars("abc-").ofMinLength(1).ofMaxLength(8);
  }
}
