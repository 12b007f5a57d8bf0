package dev.stsbroker.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Property(tries = 5000)
  void matches_agreesWithTheDefinition_whateverTheText(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(byDefinition(pattern, text));
  }

  @Test
  void matches_countsACharacterOnce_whenItNeedsTwoUnits() {
    assertThat(Glob.matches("a?b", "a\uD83D\uDE00b")).isTrue();
  }

  @Test
  void matches_staysQuick_whenThePatternIsHostile() {
    String pattern = "a*".repeat(1000) + "b";
    String text = "a".repeat(20_000);
    boolean matched =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> Glob.matches(pattern, text));
    assertThat(matched).isFalse();
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*?").ofMaxLength(7);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(8);
  }

  private static boolean byDefinition(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    return switch (pattern.charAt(0)) {
      case '*' ->
          byDefinition(rest, text) || (!text.isEmpty() && byDefinition(pattern, text.substring(1)));
      case '?' -> !text.isEmpty() && byDefinition(rest, text.substring(1));
      default ->
          !text.isEmpty()
              && text.charAt(0) == pattern.charAt(0)
              && byDefinition(rest, text.substring(1));
    };
  }
}
