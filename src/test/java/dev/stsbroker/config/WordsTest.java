package dev.stsbroker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.config.setting.DurationRange;
import dev.stsbroker.text.NearestWord;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class WordsTest {
  @Property
  void nearestWord_isTheWord_whenOneLetterIsMissing(
      @ForAll @AlphaChars @StringLength(min = 4, max = 30) String word,
      @ForAll @IntRange(max = 3) int at) {
    String misspelt = word.substring(0, at) + word.substring(at + 1);

    assertThat(NearestWord.of(misspelt, List.of("0123456789012345678901234567890123", word)))
        .contains(word);
  }

  @Property
  void nearestWord_isNone_whenNoLetterIsShared(
      @ForAll @AlphaChars @StringLength(min = 3, max = 30) String word) {
    assertThat(NearestWord.of(word, List.of("0123", "456789"))).isEmpty();
  }

  @Property
  void duration_isReadBack_whenItIsInTheRange(
      @ForAll @IntRange(min = 900, max = 43_200) int seconds) {
    DurationRange range = new DurationRange("15m", "12h");
    String text = seconds / 3600 + "h" + seconds / 60 % 60 + "m" + seconds % 60 + "s";

    assertThat(range.read(text)).contains(Duration.ofSeconds(seconds));
    assertThat(range.read(seconds + "s")).contains(Duration.ofSeconds(seconds));
  }

  @Property
  void duration_isNone_whenItIsOutOfTheRange(
      @ForAll @IntRange(min = 0, max = 999_999) int seconds) {
    Assume.that(seconds < 900 || seconds > 43_200);

    assertThat(new DurationRange("15m", "12h").read(seconds + "s")).isEmpty();
  }

  @Property
  void duration_isNone_whenTheTextIsAny(@ForAll String text) {
    Assume.that(!text.matches("([0-9]+[hms])+"));

    assertThat(new DurationRange("0s", "999999h").read(text)).isEmpty();
  }
}
