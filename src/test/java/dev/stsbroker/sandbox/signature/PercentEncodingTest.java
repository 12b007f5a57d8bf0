package dev.stsbroker.sandbox.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {
  @Test
  void encode_keepsUnreservedCharactersAlone() {
    assertThat(PercentEncoding.encode("aZ9-_.~ *+/é")).isEqualTo("aZ9-_.~%20%2A%2B%2F%C3%A9");
  }

  @Test
  void decodeQuery_acceptsTheEncodingOfFormsToo() {
    assertThat(PercentEncoding.decodeQuery("a=1+2&b=*%7E&c&&d=x=y"))
        .isEqualTo(Map.of("a", "1 2", "b", "*~", "c", "", "d", "x=y"));
  }

  @Test
  void decodeQuery_refuses_malformedEscapesAndNamesGivenTwice() {
    assertThatThrownBy(() -> PercentEncoding.decodeQuery("a=%zz"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PercentEncoding.decodeQuery("a=1&a=2")).hasMessage("a is given twice");
  }

  @Property(tries = 300)
  void decodeQuery_undoesCanonicalQuery(@ForAll Map<String, String> parameters) {
    Map<String, String> wellFormed = new HashMap<>();
    parameters.forEach((name, value) -> wellFormed.put(utf8(name), utf8(value)));

    assertThat(PercentEncoding.decodeQuery(PercentEncoding.canonicalQuery(wellFormed)))
        .isEqualTo(wellFormed);
  }

  private static String utf8(String text) {
    return text.replaceAll("\\p{Cs}", "?");
  }
}
