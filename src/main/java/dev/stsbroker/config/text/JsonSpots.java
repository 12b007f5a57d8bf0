package dev.stsbroker.config.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where the values of a JSON text are written. */
final class JsonSpots {
  private final String text;
  private final JsonParser parser;

  private JsonSpots(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /** Where the values in {@code text} are; nothing is known of a text that is no JSON. */
  static Spot read(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      return parser.nextToken() == null ? Spot.whole(Map.of()) : new JsonSpots(text, parser).spot();
    } catch (JsonProcessingException e) {
      return Spot.whole(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private Spot spot() throws IOException {
    int line = line();
    Map<Object, Spot> parts = new HashMap<>();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        int keyLine = line();
        parser.nextToken();
        parts.put(key, spot().under(keyLine, YamlWords.quoted(key)));
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parts.put(parts.size(), spot());
      }
    }
    return new Spot(line, null, raw(), true, parts);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private @Nullable String raw() throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      return null;
    }
    int from = (int) parser.currentTokenLocation().getCharOffset();
    // The parser reads a string to its end only when its text is used.
    int length = parser.getText().length();
    int to = (int) parser.currentLocation().getCharOffset();
    return length >= 0 && to > from ? text.substring(from, to).strip() : null;
  }
}
