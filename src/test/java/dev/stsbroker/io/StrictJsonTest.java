package dev.stsbroker.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @Test
  void object_isRead() throws Exception {
    String text = " {\"a\":{\"b\":[1,{}]},\"c\":\"d\"}\n";
    assertThat(StrictJson.object(text).getString("c")).isEqualTo("d");
    assertThat(StrictJson.object(Buffer.buffer(text))).isEqualTo(StrictJson.object(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"Code\":\"Success\"",
        "{} {}",
        "{}]",
        // The key that counts would be anybody's guess.
        "{\"AccessKeyId\":\"a\",\"AccessKeyId\":\"b\"}",
        "{\"Credentials\":{\"Expiration\":1,\"Expiration\":2}}",
        "{\"a\":tru}"
      })
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> StrictJson.object(Buffer.buffer(text)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void depth_isBounded() throws Exception {
    assertThat(StrictJson.object(nested(StrictJson.DEEPEST)).isEmpty()).isFalse();
    assertThatThrownBy(() -> StrictJson.object(nested(StrictJson.DEEPEST + 1)))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> StrictJson.object(nested(100_000)))
        .isInstanceOf(JsonProcessingException.class);
  }

  /** So many levels, the object around them included. */
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }
}
