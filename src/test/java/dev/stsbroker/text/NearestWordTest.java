package dev.stsbroker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  @ParameterizedTest
  @CsvSource({
    "action, Action",
    "Acton, Action",
    "Efect, Effect",
    "Resuorce, Resource",
    "eRsuorce, Resource",
    "RMA, RAM",
    "XRA, none",
    "ram, RAM",
    "NotResource, none",
    "Sid, none",
    "'', none",
  })
  void of_findsWhatWasMeant_withinAChangeForThreeLetters(String word, String meant) {
    assertThat(NearestWord.of(word, List.of("Effect", "Action", "Resource", "RAM")).orElse("none"))
        .isEqualTo(meant);
  }

  @Test
  void of_findsNothing_whereAllButALetterOfAShortWordDiffers() {
    assertThat(NearestWord.of("b", List.of("a", "ab"))).isEmpty();
    assertThat(NearestWord.of("time", List.of("type"))).isEmpty();
  }
}
