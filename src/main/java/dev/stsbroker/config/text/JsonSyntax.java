package dev.stsbroker.config.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stsbroker.io.StrictJson;
import dev.stsbroker.policy.json.JsonFault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Finds out whether a text is one JSON object without duplicate keys. */
public final class JsonSyntax {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonSyntax() {}

  /**
   * The settings in {@code text}; throws {@link ConfigException} with the first problem.
   *
   * @param file what messages call it
   */
  public static JsonObject read(String file, String text) {
    check(file, text);
    return new JsonObject(text);
  }

  private static void check(String file, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ConfigException.of(file + ":1", "is not a JSON object (expected: settings by key)");
      }
      skipObject(file, parser);
      if (parser.nextToken() != null) {
        throw ConfigException.of(
            file + ":" + parser.currentTokenLocation().getLineNr(),
            "text is after the end of the object (expected: one object)");
      }
    } catch (JsonProcessingException e) {
      JsonFault.Said said = JsonFault.of(text, e);
      throw ConfigException.of(file + ":" + said.line(), said.path(), said.message());
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private static void skipObject(String file, JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > StrictJson.DEEPEST) {
        throw ConfigException.of(
            file + ":" + parser.currentTokenLocation().getLineNr(),
            "is nested too deeply to be read (expected: at most "
                + StrictJson.DEEPEST
                + " levels)");
      }
    }
  }
}
