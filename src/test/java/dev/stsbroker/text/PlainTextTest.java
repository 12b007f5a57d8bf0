package dev.stsbroker.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F,
        0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068,
        0x2069, 0xFEFF, 0xD800, 0xE000, 0xE0041
      })
  void whatEndsHidesOrTurnsALine_isNotPrintable(int codePoint) {
    String text = "a" + new String(new int[] {codePoint}, 0, 1) + "b";
    assertThat(PlainText.printable(text)).isFalse();
    assertThat(PlainText.escaped(text, 80)).isEqualTo(String.format("a\\u%04xb", codePoint));
    assertThat(PlainText.blanked(text, 80)).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "\u00e4 \u4e2d\u6587 \ud83d\ude00", "a=b \"c\" \\\\", ""})
  void otherTexts_areShownAsTheyAre(String text) {
    assertThat(PlainText.printable(text)).isTrue();
    assertThat(PlainText.escaped(text, 80)).isEqualTo(text);
    assertThat(PlainText.blanked(text, 80)).isEqualTo(text);
  }

  @Test
  void length_isCounted_inWholeCharacters() {
    assertThat(PlainText.escaped("\ud83d\ude00".repeat(5), 4))
        .isEqualTo("\ud83d\ude00".repeat(4) + "...");
    assertThat(PlainText.blanked("x".repeat(50_000), 100)).hasSize(103);
  }
}
