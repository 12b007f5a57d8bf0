package dev.stsbroker.cli.client.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
  @Property(tries = 300)
  void reading_givesWhatAnotherWriterWrote(@ForAll Map<String, String> members) throws Exception {
    JsonObject object = new JsonObject();
    members.forEach(object::put);

    assertThat(FlatJson.read(object.encode())).isEqualTo(members);
    assertThat(FlatJson.read(object.encodePrettily())).isEqualTo(members);
  }

  @Property(tries = 300)
  void quoting_isReadByAnotherReader(@ForAll String value) {
    assertThat(new JsonObject("{\"a\":" + FlatJson.quote(value) + "}").getString("a"))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"a\"",
        "{",
        "{}x",
        "{} {}",
        "{\"a\"}",
        "{\"a\":1}",
        "{\"a\":null}",
        "{\"a\":{}}",
        "{\"a\":\"b\",}",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":\"b",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"line\nline\"}"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> FlatJson.read(text)).isInstanceOf(ParseException.class);
  }
}
